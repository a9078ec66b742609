import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { db } from '@/lib/platform/db'
import {
  elsewhere,
  expect,
  expectAccessible,
  newTenant,
  newUser,
  signIn,
  type Tenant,
  test,
} from './fixtures'
import { mailTo } from './mailed'

const source = (html: string) => `From: Shop <news@shop.example>
To: ada@shop.example
Subject: Spring
X-Roster-Mailing: 1-2-3
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain

Hello in text
--b
Content-Type: text/html

${html}
--b--
`

/** Mails to addresses of the tenant's mailing, as the built-in outbox keeps them; answers the id of the last. */
async function putMails(
  tenant: Tenant,
  recipients: string[],
  html = '<p>Hello in HTML</p>',
): Promise<string> {
  const { mailingId } = await mailTo(tenant)
  const { id: accountId } = await db().account.findFirstOrThrow({ where: { shortName: tenant.shortName } })
  let last = 0n
  for (const recipient of recipients) {
    const mail = { accountId, mailingId, sender: 'Shop <news@shop.example>', recipient, subject: 'Spring' }
    last = (await db().outboxMail.create({ data: { ...mail, raw: Buffer.from(source(html)) } })).id
  }
  return String(last)
}

const rows = (page: Page) => page.getByRole('grid', { name: 'Outbox' }).getByRole('row')

test('an empty outbox says what it is for', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  await page.getByRole('link', { name: 'Outbox' }).click()
  await expect(page.getByText('The outbox is empty')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Clear outbox …' })).toHaveCount(0)
  await expectAccessible(page)
})

test('find a mail, look at it in each way, take its source, and clear the outbox', async ({
  page,
  tenant,
}) => {
  await putMails(tenant, ['ada@shop.example', 'bob@shop.example'])
  await page.goto('/outbox')
  await expect(rows(page)).toHaveCount(3)
  await expectAccessible(page)
  await page.getByRole('searchbox', { name: 'Search recipients' }).fill('ADA@')
  await expect(rows(page)).toHaveCount(2)
  await rows(page).getByRole('link', { name: 'Spring' }).focus()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: 'Spring' })).toBeVisible()
  const frame = page.frameLocator('iframe')
  await expect(frame.getByText('Hello in HTML')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Text', exact: true }).click()
  await expect(page.getByText('Hello in text')).toBeVisible()
  await page.getByRole('link', { name: 'Headers', exact: true }).click()
  await expect(page.getByText('X-Roster-Mailing')).toBeVisible()
  await page.setViewportSize({ width: 390, height: 780 })
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download source' }).click()
  const download = await downloading
  expect(await readFile(await download.path(), 'utf8')).toBe(source('<p>Hello in HTML</p>'))

  await page.goto('/outbox')
  await page.getByRole('button', { name: 'Clear outbox …' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Clear the outbox?' })
  await expect(dialog).toContainText('2 mails of this account')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Clear outbox' }).click()
  await expect(page.getByText('The outbox is empty')).toBeVisible()
})

test('what is in a mail does not run, and does not take the page anywhere', async ({ page, tenant }) => {
  const hostile =
    '<html><head></head><body><h1>Hostile</h1><script>parent.document.title="taken"; document.body.append("ran")</script><img src="x" onerror="parent.location=\'/login\'"><form action="/outbox"><button>Go</button></form></body></html>'
  const id = await putMails(tenant, ['ada@shop.example'], hostile)
  await page.goto(`/outbox/${id}`)
  await expect(page.frameLocator('iframe').getByRole('heading', { name: 'Hostile' })).toBeVisible()
  await expect(page.frameLocator('iframe').getByText('ran', { exact: true })).toHaveCount(0)
  // Opened by itself it is as harmless.
  const answer = await page.goto(`/outbox/${id}/body.html`)
  expect(answer?.headers()['content-security-policy']).toMatch(/^sandbox/)
  await expect(page.getByRole('heading', { name: 'Hostile' })).toBeVisible()
  await expect(page).not.toHaveTitle('taken')
})

test('a viewer looks and clears nothing, and another account sees none of it', async ({
  baseURL,
  page,
  tenant,
}) => {
  const id = await putMails(tenant, ['ada@shop.example'])
  const viewer = await elsewhere(page)
  await signIn(viewer, await newUser(tenant, 'viewer', 'Vera'))
  await viewer.goto('/outbox')
  await expect(rows(viewer)).toHaveCount(2)
  await expect(viewer.getByRole('button', { name: 'Clear outbox …' })).toHaveCount(0)
  await viewer.context().close()

  const stranger = await elsewhere(page)
  await signIn(stranger, await newTenant(baseURL ?? ''))
  for (const path of ['', '/body.html', '/source.eml'])
    expect((await stranger.request.get(`/outbox/${id}${path}`)).status(), path).toBe(404)
  await stranger.goto(`/outbox/${id}`)
  await expect(stranger.getByText('There is no such mail in the outbox')).toBeVisible()
  await expectAccessible(stranger)
  await stranger.context().close()
})
