import type { Page } from '@playwright/test'
import { db } from '@/lib/platform/db'
import { expect, expectAccessible, type Tenant, test } from './fixtures'
import {
  beginMailing,
  chooseTarget,
  fillInNextMonth,
  fillInSettings,
  newAudience,
  newFinalMessage,
  schedule,
  sendNow,
} from './mail'

/** How many of the tenant's recipients are in each state. */
async function recipientsOf({ shortName }: Tenant): Promise<Record<string, number>> {
  const account = await db().account.findUniqueOrThrow({ where: { shortName }, select: { id: true } })
  const rows = await db().$queryRaw<{ status: string; count: number }[]>`
    select status, count(*)::int as count from mailing_recipient where account_id = ${account.id} group by status`
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

async function send(page: Page, { name, message, list }: { name: string; message: string; list: string }) {
  await beginMailing(page, { name, message })
  await chooseTarget(page, list)
  await fillInSettings(page)
  await sendNow(page)
}

test('a mailing under way is paused, resumed and cancelled', async ({ page, tenant }) => {
  test.slow()
  await newFinalMessage(tenant, 'Spring letter')
  await newAudience(tenant, 'Everybody', 5_000)
  await send(page, { name: 'Spring offer', message: 'Spring letter', list: 'Everybody' })
  const sending = page.getByRole('region', { name: 'Sending' })
  await sending.getByRole('button', { name: 'Pause' }).click()
  await expect(sending.getByText('Nothing goes out until it is resumed.')).toBeVisible()
  await expectAccessible(page)
  await expect.poll(async () => (await recipientsOf(tenant))['sending'] ?? 0).toBe(0)
  const paused = await recipientsOf(tenant)
  expect(paused['queued']).toBeGreaterThan(0)
  await page.goto('/mailings')
  const row = page
    .getByRole('grid', { name: 'Mailings' })
    .getByRole('row')
    .filter({ hasText: 'Spring offer' })
  await expect(row).toContainText('Paused')
  expect(await recipientsOf(tenant)).toEqual(paused)

  await page.goBack()
  const cancel = sending.getByRole('button', { name: 'Cancel mailing …' })
  const question = page.getByRole('alertdialog', { name: 'Cancel “Spring offer”?' })
  await cancel.click()
  await expect(question).toContainText('of 4,999 recipients have not been sent it yet')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  // From here on it is under way again, and soon at its end.
  await sending.getByRole('button', { name: 'Resume' }).click()
  await expect.poll(async () => (await recipientsOf(tenant))['sent']).toBeGreaterThan(paused['sent'] ?? 0)
  await cancel.click()
  await question.getByRole('button', { name: 'Cancel mailing' }).click()
  await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()
  await expect(sending).toHaveCount(0)
  await expectAccessible(page)
  await expect.poll(async () => (await recipientsOf(tenant))['sending'] ?? 0).toBe(0)
  const left = await recipientsOf(tenant)
  expect(left['queued']).toBeGreaterThan(0)
  expect((left['sent'] ?? 0) + (left['queued'] ?? 0)).toBe(4_999)
})

test('a test goes to the test group, and to nobody else', async ({ page, tenant }) => {
  await newFinalMessage(tenant, 'Spring letter')
  await newAudience(tenant, 'Regulars', 3)
  await beginMailing(page, { name: 'Spring offer', message: 'Spring letter' })
  const step = new URL(page.url()).pathname.replace('target-group', 'test')
  await page.goto(step)
  await expect(page.getByText('Nobody is in the test group')).toBeVisible()
  await expectAccessible(page)
  const tester = { id: 'me', email: 'me@shop.example', testGroup: true }
  await tenant.call('POST', 'contacts', JSON.stringify(tester), 'application/x-ndjson')
  await page.goto(step)
  await page.getByRole('button', { name: 'Send test' }).click()
  await expect(page.getByText('Give the e-mail address of the sender first.')).toBeVisible()
  await page.goto(step.replace('test', 'settings'))
  await fillInSettings(page)
  await page.goto(step)
  await page.getByRole('button', { name: 'Send test' }).click()
  await expect(page.getByText('Sent to 1 contact of 1.')).toBeVisible()
  await expectAccessible(page)
  expect(await recipientsOf(tenant)).toEqual({})

  await page.getByRole('link', { name: 'Outbox' }).click()
  const mails = page.getByRole('grid', { name: 'Outbox' }).getByRole('row')
  await expect(mails).toHaveCount(2)
  await expect(mails.nth(1)).toContainText('me@shop.example')
})

test('a message that waits to be sent is neither changed nor deleted', async ({ page, tenant }) => {
  await newFinalMessage(tenant, 'Spring letter')
  await newAudience(tenant, 'Regulars', 2)
  await beginMailing(page, { name: 'Spring offer', message: 'Spring letter' })
  await chooseTarget(page, 'Regulars')
  await fillInSettings(page)
  await page.getByRole('radio', { name: 'At a moment' }).check()
  await fillInNextMonth(page)
  await schedule(page)

  await page.goto('/messages')
  const row = page
    .getByRole('grid', { name: 'Messages' })
    .getByRole('row')
    .filter({ hasText: 'Spring letter' })
  await row.click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Delete …' }).click()
  const question = page.getByRole('alertdialog')
  await question.getByRole('button', { name: 'Delete message' }).click()
  await expect(question).toContainText('Spring offer')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(row).toBeVisible()
})
