import { readFile } from 'node:fs/promises'
import type { Download, Page } from '@playwright/test'
import { parse } from 'csv-parse/sync'
import { expect, expectAccessible, type Tenant, test } from './fixtures'

// Every name and id is a text of the sender's own; each of these has broken a system somewhere.
const texts: Record<string, string> = {
  slash: 'a/b//c/',
  percent: '100%25 %2F %zz',
  spaces: ' two  spaces ',
  quotes: `"double" 'single' \`back\``,
  query: 'a?b=c&d#e;f+g,h',
  markup: '<b>&amp;</b><script>',
  backslash: 'C:\\temp\\n',
  chinese: '北京的老客户',
  emoji: '👩‍👧🦊 fans 🇳🇱',
  'right to left': 'العملاء المميزون في الشهر الماضي',
  formula: `=cmd|' /C calc'!A0`,
  '255 characters': '界'.repeat(255),
  '255 emoji': '🦊'.repeat(255),
  '255 letters': 'ab/c '.repeat(51),
}
const ids = Object.values(texts)
const emailOf = (id: string) => `c${ids.indexOf(id)}@shop.example`

async function syncAll({ call }: Tenant, id: string): Promise<void> {
  const contacts = ids.map((contact) => JSON.stringify({ id: contact, email: emailOf(contact) }))
  await call('POST', 'contacts', contacts.join('\n'), 'application/x-ndjson')
  const path = `audiences/${encodeURIComponent(id)}`
  expect(await call('PUT', path, JSON.stringify({ name: id }))).toMatchObject({
    externalId: id,
    name: id.trim(),
  })
  const sent = ids.map((contact) => JSON.stringify(contact)).join('\n')
  expect(await call('POST', `${path}/syncs?mode=replace`, sent, 'application/x-ndjson')).toMatchObject({
    audienceId: id,
    added: ids.length,
    unknown: 0,
  })
}

async function rowsOf(download: Download): Promise<Record<string, string>[]> {
  return parse(await readFile(await download.path()), { bom: true, columns: true })
}

const neutral = (id: string) => (id.startsWith('=') ? `'${id}` : id)

/** To the letter: HTML would fold spaces, and what is cut off on screen is still all there. */
const textsOf = async (page: Page, selector: string) =>
  (await page.locator(selector).allTextContents()).toSorted()

const linksOf = '[role=grid] tbody a'

for (const [kind, id] of Object.entries(texts)) {
  test(`an audience whose id and name hold ${kind} goes through every screen unharmed`, async ({
    page,
    tenant,
  }) => {
    await syncAll(tenant, id)
    const name = id.trim()
    await page.goto('/dynamic-lists')
    expect(await textsOf(page, linksOf)).toEqual([name])
    await page.goto(`/dynamic-lists?q=${encodeURIComponent(name)}`)
    expect(await textsOf(page, linksOf)).toEqual([name])
    await page.locator(linksOf).click()

    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    await expect(page.locator(linksOf)).toHaveCount(ids.length)
    expect(await textsOf(page, linksOf)).toEqual(ids.toSorted())
    expect(await page.locator('dt', { hasText: 'Audience id' }).locator('+ dd bdi').textContent()).toBe(id)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    if (name.length === 255) await expectAccessible(page)

    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export as CSV' }).click()
    const download = await downloading
    const file = download.suggestedFilename()
    expect(file).toMatch(/^[^/\\:*?"<>|\s.'][^/\\:*?"<>|]*\.csv$|^'[^/\\:*?"<>|]*\.csv$/u)
    expect(Buffer.byteLength(file)).toBeLessThanOrEqual(204)
    const rows = await rowsOf(download)
    expect(rows.map((row) => row['id']).toSorted()).toEqual(ids.map(neutral).toSorted())
    for (const contact of ids) {
      expect(rows).toContainEqual({ id: neutral(contact), email: emailOf(contact), status: 'active' })
    }

    await page.goto('/syncs')
    expect(await textsOf(page, linksOf)).toEqual([name])
    await page.locator(linksOf).click()
    await expect(page.getByRole('heading', { level: 1, name: /Sync \d+/ })).toBeVisible()
    await expect(page.locator(linksOf)).toHaveCount(ids.length)
    expect(await textsOf(page, linksOf)).toEqual(ids.toSorted())
    const link = page.getByRole('region', { name: 'Figures' }).getByRole('link')
    expect(await link.textContent()).toBe(name)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
}

test('contacts with any id are listed, found, linked and shown; what a sync did with them is downloaded', async ({
  page,
  tenant,
}) => {
  await syncAll(tenant, 'vip')
  await page.goto('/contacts')
  await expect(page.locator(linksOf)).toHaveCount(ids.length)
  expect(await textsOf(page, linksOf)).toEqual(ids.toSorted())
  for (const id of ids) {
    await page.goto(`/contacts?q=${emailOf(id)}`)
    await expect(page.locator(linksOf)).toHaveCount(1)
    await page.locator(linksOf).click()
    await expect(page.getByText(emailOf(id))).toBeVisible()
    expect(await page.locator('dt', { hasText: 'Contact id' }).locator('+ dd bdi').textContent()).toBe(id)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }

  await page.goto('/syncs')
  await page.locator(linksOf).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  const rows = await rowsOf(await downloading)
  expect(rows.map((row) => row['id']).toSorted()).toEqual(ids.map(neutral).toSorted())
})

for (const id of ['.', '..']) {
  test(`a contact called ${id} is listed and synced, and has a card of its own`, async ({ page, tenant }) => {
    const body = JSON.stringify({ id, email: 'dots@shop.example' })
    await tenant.call('POST', 'contacts', body, 'application/x-ndjson')
    await page.goto('/contacts')
    await page.locator(linksOf).click()
    await expect(page.getByText('dots@shop.example')).toBeVisible()
  })
}
