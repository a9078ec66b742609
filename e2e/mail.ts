import type { Page } from '@playwright/test'
import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createMessage } from '@/lib/messages/commands/file-messages'
import { saveMessage, setMessageStatus } from '@/lib/messages/commands/save-message'
import type { MessageBody } from '@/lib/messages/schema'
import { db } from '@/lib/platform/db'
import { expect, type Tenant } from './fixtures'

/** What the tenant's account is for the verbs of the domains. */
async function contextOf({ shortName }: Tenant): Promise<Context> {
  const { id } = await db().account.findUniqueOrThrow({ where: { shortName }, select: { id: true } })
  return { db: db(), now: () => new Date(), actor: systemActor(id) }
}

const body: MessageBody = {
  subject: 'Spring is here',
  preheader: '',
  content: {
    root: {},
    content: [
      {
        type: 'Text',
        props: { id: 'Text-1', html: '<p>Look at <a href="https://shop.example/spring">our shop</a>.</p>' },
      },
      { type: 'Text', props: { id: 'Text-2', html: '<p><a href="{{unsubscribe}}">Unsubscribe</a></p>' } },
    ],
  },
}

/** A message that can be mailed, as somebody has made it in its editor. */
export async function newFinalMessage(tenant: Tenant, name: string): Promise<void> {
  const ctx = await contextOf(tenant)
  const { id: messageId } = await createMessage(ctx, { name, folderId: null })
  const { revision } = await saveMessage(ctx, { messageId, revision: 1, body })
  await setMessageStatus(ctx, { messageId, revision, status: 'proof' })
  await setMessageStatus(ctx, { messageId, revision, status: 'final' })
}

/** Contacts c1, c2, … of an audience; all but the last hold the permission that an account begins with. */
export async function newAudience(tenant: Tenant, name: string, count: number): Promise<void> {
  const ids = Array.from({ length: count }, (_, n) => `c${n + 1}`)
  const contacts = ids.map((id, n) =>
    JSON.stringify({ id, email: `${id}@shop.example`, permissions: [{ bit: 1, granted: n < count - 1 }] }),
  )
  await tenant.call('POST', 'contacts', contacts.join('\n'), 'application/x-ndjson')
  await tenant.call('PUT', `audiences/${name.toLowerCase()}`, JSON.stringify({ name }))
  await tenant.call(
    'POST',
    `audiences/${name.toLowerCase()}/syncs?mode=replace`,
    ids.join('\n'),
    'text/plain',
  )
}

/** Begins a mailing in the screens and fills in its first step, ending at the second. */
export async function beginMailing(
  page: Page,
  { name, message }: { name: string; message: string },
): Promise<void> {
  await page.goto('/mailings')
  await page.getByRole('button', { name: 'New mailing' }).click()
  const dialog = page.getByRole('dialog', { name: 'New mailing' })
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Make mailing' }).click()
  await page.getByRole('button', { name: 'Choose a message' }).click()
  await page.getByRole('dialog').getByRole('option', { name: message }).click()
  await expect(page.getByRole('button', { name: `${message}. Choose another` })).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Who it would reach now' })).toBeVisible()
}

/** Fills in the second step with a list, ending at the third. */
export async function chooseTarget(page: Page, list: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose a dynamic list' }).click()
  await page
    .getByRole('dialog')
    .getByRole('option', { name: new RegExp(list) })
    .click()
  await expect(page.getByRole('button', { name: `${list}. Choose another` })).toBeVisible()
  await page.getByLabel('Permission', { exact: true }).selectOption('Newsletter')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByLabel('Sender’s name')).toBeVisible()
}

/** Fills in the third step and passes the fourth, ending at the last. */
export async function fillInSettings(page: Page): Promise<void> {
  await page.getByLabel('Sender’s name').fill('The shop')
  await page.getByLabel('Sender’s e-mail address').fill('news@shop.example')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Send a test' })).toBeVisible()
  await page.getByRole('link', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'What is sent to whom' })).toBeVisible()
}

/** Confirms the last step, and ends at the report. */
export async function sendNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Send now …' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Send mailing' }).click()
  await page.waitForURL(/\/report$/)
}

/** Fills in a moment a month from now, where one is asked for. */
export async function fillInNextMonth(page: Page): Promise<void> {
  const nextMonth = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 16)
  await page.getByLabel('Date and time').fill(nextMonth)
}

/** Confirms the last step for the moment that is filled in. */
export async function schedule(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Schedule mailing …' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Schedule mailing' }).click()
  await expect(page.getByText('Sending starts on')).toBeVisible()
}
