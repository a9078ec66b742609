import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { Webhook as Verifier } from 'standardwebhooks'
import { newReceiver } from '@/lib/testing/receiver-server'
import type { Webhook, WebhookDelivery } from '@/lib/webhooks/schema'
import { startTrial } from '../scripts/trial-install.mjs'
import { adminOf, expect, expectAccessible, loadingWhole, signIn, test } from './fixtures'

// An install of its own: the receiver is on this machine, which webhooks do not reach unless they are let.
test.describe.configure({ mode: 'serial', timeout: 180_000 })

const receiver = newReceiver()
let folder: string
let install: Awaited<ReturnType<typeof startTrial>>
let owner: { email: string; password: string }
let token: string
let page: Page

test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'roster-webhooks-'))
  install = await startTrial({ folder, env: { ROSTER_DEMO: 'off', WEBHOOK_ALLOW_PRIVATE: 'true' } })
  await receiver.listen()
  const admin = adminOf(folder)
  await admin('account', 'create', '--name', 'Shop', '--short-name', 'shop')
  const account = ['--account', 'shop']
  owner = JSON.parse(
    await admin('user', 'create', ...account, '--email', 'o@test.example', '--name', 'Owner', '--json'),
  )
  const credential = ['--name', 'Shop', '--scopes', 'all', '--json']
  token = JSON.parse(await admin('credential', 'create', ...account, ...credential)).token
  await call('PUT', 'audiences/vip', { name: 'VIP' })
})
test.afterAll(async () => {
  receiver.close()
  await install?.stop()
  rmSync(folder, { recursive: true, force: true })
})
test.beforeEach(async ({ browser }) => {
  receiver.reset()
  page = loadingWhole(await (await browser.newContext({ baseURL: install.url })).newPage())
  await signIn(page, owner)
})
test.afterEach(async () => {
  await page.context().close()
  const { data } = await call<{ data: Webhook[] }>('GET', 'webhooks')
  for (const { id } of data) await call('DELETE', `webhooks/${id}`)
})

async function call<T>(method: string, at: string, body?: object): Promise<T> {
  const response = await fetch(`${install.url}/api/v1/${at}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  expect(response.ok, `${method} ${at}: ${text}`).toBe(true)
  return text === '' ? (undefined as T) : JSON.parse(text)
}

type Made = Webhook & { secret: string }
const newWebhook = () => call<Made>('POST', 'webhooks', { url: receiver.url(), events: ['sync.done'] })

/** Something to tell: `sync.done`. */
const sync = () => call('POST', 'audiences/vip/syncs?mode=add', [{ id: 'nobody' }])

const log = (id: string) => call<{ data: WebhookDelivery[] }>('GET', `webhooks/${id}/deliveries`)

const verified = (secret: string, at = -1) => {
  const { body = '', headers = {} } = receiver.received.at(at) ?? {}
  return new Verifier(secret).verify(body, headers)
}

async function choose(name: RegExp): Promise<void> {
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name }).click()
}

const secretIn = async (dialog: ReturnType<Page['getByRole']>) =>
  (await dialog.locator('dd code').textContent()) ?? ''

test('a webhook is made by keyboard, its secret shown once, and its test arrives signed with it', async () => {
  await page.goto('/webhooks')
  await page.getByRole('button', { name: 'Create webhook' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('Address')).toBeFocused()
  await page.keyboard.type(receiver.url())
  await page.keyboard.press('Enter')
  const shown = page.getByRole('dialog', { name: /^Secret for 127/ })
  await expectAccessible(page)
  const secret = await secretIn(shown)
  expect(secret).toMatch(/^whsec_/)
  await page.keyboard.press('Escape')
  await expect(shown.getByRole('alert')).toContainText('not shown again')
  await shown.getByRole('button', { name: 'Keep open' }).click()
  await shown.getByRole('button', { name: 'I have copied it' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/webhooks\/\d+$/)
  await expect(page.getByText('Nothing was sent in the last 30 days')).toBeVisible()
  await expectAccessible(page)
  expect(await page.content()).not.toContain(secret)

  let answer = () => {}
  receiver.answers((response) => {
    answer = () => response.writeHead(204).end()
  })
  await page.getByRole('button', { name: 'Send test event' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Test event' })
  await expect(dialog.getByRole('status')).toContainText('Pending')
  await expect.poll(() => receiver.received.length).toBe(1)
  await expectAccessible(page)
  answer()
  await expect(dialog.getByRole('status').first()).toHaveText('Delivered')
  await expect(dialog.getByText('204')).toBeVisible()
  await expectAccessible(page)
  expect(verified(secret)).toMatchObject({ type: 'webhook.test' })

  receiver.answers(500)
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await expect(dialog).toContainText('It answered 500.')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Send test event' })).toBeFocused()
  const rows = page.getByRole('grid', { name: 'Deliveries' }).getByRole('row')
  await expect(rows.nth(1)).toContainText(/webhook\.test.*Failed.*500/)
  await expect(rows.nth(2)).toContainText(/webhook\.test.*Delivered.*204/)
  // A test says nothing of how the webhook fares.
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Active')
})

test('a webhook that fails says so on its page and in the overview', async () => {
  const { id } = await newWebhook()
  receiver.answers(503)
  await page.goto(`/webhooks/${id}`)
  await sync()
  const row = page.getByRole('grid', { name: 'Deliveries' }).getByRole('row').nth(1)
  await expect(row).toContainText(/sync\.done.*Pending.*503/)
  await expect(page.getByText('Nothing arrives.')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/webhooks')
  const entry = page.getByRole('row').filter({ hasText: 'Failing' })
  await expect(entry).toContainText(/first failed.*Pending/)
  await expectAccessible(page)
})

test('the page follows a delivery that is tried again until it arrives', async () => {
  const { id } = await newWebhook()
  receiver.answers((response) => response.writeHead(receiver.received.length === 1 ? 503 : 204).end())
  await page.goto(`/webhooks/${id}`)
  await expect(page.getByText('Nothing was sent in the last 30 days')).toBeVisible()
  await sync()
  const row = page.getByRole('grid', { name: 'Deliveries' }).getByRole('row').nth(1)
  await expect(row).toContainText(/sync\.done.*Delivered.*2042/, { timeout: 60_000 })
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Active')
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect([ids.length, new Set(ids).size]).toEqual([2, 1])
})

test('what was not delivered is sent again with the same id, once the webhook is switched on again', async () => {
  const { id, secret } = await newWebhook()
  receiver.answers(410)
  await sync()
  await page.goto(`/webhooks/${id}`)
  const title = page.getByRole('heading', { level: 1 })
  await expect(title).toContainText(/Switched off.*its server answered 410/)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'sync.done', exact: true }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Delivery of sync.done' })
  const status = dialog.getByRole('status').first()
  await expect(status).toHaveText('Failed')
  await expect(dialog).toContainText('It answered 410.')
  const redeliver = dialog.getByRole('button', { name: 'Redeliver' })
  await expect(redeliver).toHaveAttribute('aria-disabled', 'true')
  await expect(redeliver).toHaveAccessibleDescription(/switched off/)
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Switch on' }).focus()
  await page.keyboard.press('Enter')
  await expect(title).toContainText('Active')
  receiver.answers(204)
  await page.getByRole('button', { name: 'sync.done', exact: true }).click()
  await redeliver.focus()
  await page.keyboard.press('Enter')
  await expect(status).toHaveText('Delivered')
  await expect(dialog).toContainText(/Attempts\s*2/)
  const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
  expect([ids.length, new Set(ids).size]).toEqual([2, 1])
  expect(verified(secret)).toMatchObject({ type: 'sync.done', data: { audienceId: 'vip' } })
})

test('a secret is rotated: both sign for as long as was chosen, then the new one alone', async () => {
  const { id, secret: first } = await newWebhook()
  await page.goto(`/webhooks/${id}`)
  const rotate = async (overlap: string) => {
    await choose(/Rotate/)
    const dialog = page.getByRole('dialog', { name: 'Rotate secret' })
    await dialog.getByLabel('The secret it has now signs').selectOption(overlap)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Rotate secret' }).click()
    const shown = page.getByRole('dialog', { name: /^Secret for/ })
    const secret = await secretIn(shown)
    await shown.getByRole('button', { name: 'I have copied it' }).click()
    return secret
  }
  const second = await rotate('24')
  await expect(page.getByText('Old secret signs too, until')).toBeVisible()
  await call('POST', `webhooks/${id}/test`)
  expect(verified(first)).toEqual(verified(second))
  const third = await rotate('0')
  await expect(page.getByText('Old secret signs too, until')).toHaveCount(0)
  await call('POST', `webhooks/${id}/test`)
  expect(verified(third)).toMatchObject({ type: 'webhook.test' })
  expect(() => verified(second)).toThrow('No matching')
  await page.reload()
  for (const secret of [first, second, third]) expect(await page.content()).not.toContain(secret)
})

test('a webhook is switched off and deleted once that is confirmed, by name and number', async () => {
  const { id } = await newWebhook()
  await page.goto(`/webhooks/${id}`)
  await choose(/Switch off/)
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('No delivery waits.')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Switch off webhook' }).click()
  await expect(page.getByText('Events that happen meanwhile are not kept for it.')).toBeVisible()
  await sync()
  expect((await log(id)).data).toEqual([])
  await call('POST', `webhooks/${id}/test`)
  await page.reload()

  await choose(/Delete/)
  await expect(question).toContainText(receiver.url())
  await expect(question).toContainText('Its log of 1 delivery goes with it.')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'More actions' })).toBeFocused()
  expect(await call('GET', `webhooks/${id}`)).toMatchObject({ id })
  await choose(/Delete/)
  await question.getByRole('button', { name: 'Delete webhook' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`${install.url}/webhooks`)
  await expect(page.getByText('deleted').first()).toBeVisible()
  expect((await page.goto(`/webhooks/${id}`))?.status()).toBe(404)
})
