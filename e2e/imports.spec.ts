import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
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

const rows = `Klantnummer;E-mail;Woonplaats;Voornaam
1;ada@shop.example;Utrecht;Ada
2;zo\xeb@shop.example;"Den Haag; ""centrum""";Zo\xeb
3;no address;Delft;=Chlo\xe9
4;gone@shop.example;Delft;Gijs
`
const latin = { name: 'klanten.csv', mimeType: 'text/csv', buffer: Buffer.from(rows, 'latin1') }
const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

async function contacts({ call }: Tenant): Promise<void> {
  const rows = [
    { id: '1', email: 'ada@shop.example', city: 'Utrecht', firstName: 'Ada' },
    { id: '4', email: 'gone@shop.example', permissions: [{ bit: 1, granted: false }] },
  ]
  const lines = rows.map((row) => JSON.stringify(row)).join('\n')
  await call('POST', 'contacts', lines, 'application/x-ndjson')
}

const next = (page: Page) => page.getByRole('button', { name: 'Continue' })
const stepOf = (page: Page, name: string) =>
  expect(page.getByRole('navigation', { name: 'Steps' }).locator('[aria-current=step]')).toContainText(name)

/** Uploads a file and goes on to its columns. */
async function upload(page: Page, chosen: typeof latin): Promise<void> {
  await page.goto('/imports/new')
  await page.getByLabel('Choose a file').setInputFiles(chosen)
  await page.getByRole('button', { name: 'Upload file' }).click()
  await stepOf(page, 'Columns')
}

test('a file of another country is imported by keyboard, with a permission and its proof', async ({
  page,
  tenant,
}) => {
  await contacts(tenant)
  await page.goto('/contacts')
  await page.getByRole('link', { name: 'Import', exact: true }).focus()
  await page.keyboard.press('Enter')
  await stepOf(page, 'File')
  await expectAccessible(page)
  await page.getByLabel('Choose a file').setInputFiles(latin)
  await expect(page.getByLabel('Separator')).toHaveValue(';')
  await expect(page.getByLabel('Encoding')).toHaveValue('windows-1252')
  await expect(page.getByRole('cell', { name: 'zoë@shop.example' })).toBeVisible()
  await expect(page.getByRole('cell', { name: 'Den Haag; "centrum"' })).toBeVisible()
  await expectAccessible(page)

  // Corrected wrongly, and back.
  await page.getByLabel('Separator').focus()
  await page.keyboard.press('c')
  await expect(page.getByLabel('Separator')).toHaveValue(',')
  await expect(page.getByRole('columnheader')).toHaveCount(1)
  await page.getByLabel('Separator').selectOption(';')
  await expect(page.getByRole('columnheader')).toHaveCount(4)
  await page.getByRole('button', { name: 'Upload file' }).focus()
  await page.keyboard.press('Enter')

  await stepOf(page, 'Columns')
  await expect(page.getByLabel('Klantnummer goes to')).toHaveValue('id')
  await expect(page.getByLabel('E-mail goes to')).toHaveValue('email')
  await expect(page.getByLabel('Voornaam goes to')).toHaveValue('')
  await expect(page.getByText('ada@shop.example · zoë@shop.example · no address')).toBeVisible()
  await page.getByLabel('Woonplaats goes to').selectOption({ label: 'City' })
  await page.getByLabel('Voornaam goes to').selectOption({ label: 'First name' })
  await expect(page.getByRole('status').filter({ hasText: 'Saved' })).toBeVisible()
  await expectAccessible(page)
  // Left and found again.
  await page.reload()
  await expect(page.getByLabel('Voornaam goes to')).toHaveValue('property:firstName')
  await next(page).focus()
  await page.keyboard.press('Enter')

  await stepOf(page, 'Destination')
  await page.getByLabel('Contacts and a new static list').check()
  await next(page).click()
  await expect(page.getByText('Give a name.')).toBeVisible()
  await page.getByLabel('Name of the list').fill('Fair')
  await page.getByLabel('Newsletter').check()
  await expectAccessible(page)
  await next(page).click()
  await expect(page.getByText('Say how these contacts agreed')).toBeVisible()
  await page.getByLabel('Proof').fill('Form at the fair of 12 March')
  await next(page).focus()
  await page.keyboard.press('Enter')

  await stepOf(page, 'Check')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Check file' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('img', { name: 'Would create 1, Would update 2, Unchanged 0' })).toBeVisible()
  await expect(page.getByText('1 permission was withdrawn before by the contacts themselves')).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'email must be an e-mail address.' })).toContainText(
    '4',
  )
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Import 3 contacts' }).focus()
  await page.keyboard.press('Enter')

  await stepOf(page, 'Import')
  await expect(page.getByRole('img', { name: 'Created 1, Updated 2, Unchanged 0' })).toBeVisible()
  await expectAccessible(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download as CSV' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('klanten rejected.csv')
  const text = await readFile(await download.path(), 'utf8')
  expect(text.split('\n').slice(0, 2)).toEqual([
    '\ufeffline,value,reason,Klantnummer,E-mail,Woonplaats,Voornaam',
    "4,no address,email must be an e-mail address.,3,no address,Delft,'=Chloé",
  ])
  await page.getByRole('link', { name: 'Imports' }).first().click()
  const row = page.getByRole('grid', { name: 'Imports' }).getByRole('row').filter({ hasText: 'klanten.csv' })
  await expect(row).toContainText('Done')
  await expect(row).toContainText('Test Owner')
  await expectAccessible(page)
  await page.goto('/contacts/2')
  await expect(page.getByRole('heading', { level: 1, name: 'Zoë' })).toBeVisible()
})

test('people of a file are left in peace by their address', async ({ page, tenant }) => {
  await contacts(tenant)
  await upload(page, file('stop.csv', 'email\nADA@shop.example\nnew@shop.example\n'))
  await expect(page.getByText('No column holds the contact id')).toBeVisible()
  await next(page).click()
  await stepOf(page, 'Destination')
  await page.getByLabel('Suppression').check()
  await expect(page.getByLabel('Newsletter')).toHaveCount(0)
  await next(page).click()
  await stepOf(page, 'Check')
  await page.getByRole('button', { name: 'Check file' }).click()
  await expect(page.getByText('It would make inactive')).toBeVisible()
  await page.getByRole('button', { name: 'Import 2 contacts' }).click()
  await expect(page.getByText('Made inactive')).toBeVisible()
  await page.goto('/contacts/1')
  const contact = page.getByRole('region', { name: 'Contact' })
  await expect(contact.getByText('Inactive', { exact: true })).toBeVisible()
})

test('a file that cannot be read to its end says where, and a draft is discarded', async ({
  page,
  tenant,
}) => {
  expect(tenant.shortName).not.toBe('')
  const good = Array.from({ length: 20 }, (_, n) => `${n}\n`).join('')
  await upload(page, file('broken.csv', `id\n${good}"open\n`))
  await next(page).click()
  await stepOf(page, 'Destination')
  await next(page).click()
  await stepOf(page, 'Check')
  await page.getByRole('button', { name: 'Check file' }).click()
  await expect(page.getByText('Line 22: a quote is not closed. Nothing was changed.')).toBeVisible()
  await expectAccessible(page)
  await page.goto('/imports')
  await page.getByRole('link', { name: 'broken.csv' }).click()
  await stepOf(page, 'Check')
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Discard draft' }).click()
  await expect(page.getByText('No imports yet')).toBeVisible()
})

test('of a large file only the beginning is taken apart, so that the page goes on', async ({
  page,
  tenant,
}) => {
  expect(tenant.shortName).not.toBe('')
  await page.addInitScript(() => {
    const read = FileReader.prototype.readAsText
    const sizes: number[] = []
    Object.assign(globalThis, { readAsTextSizes: sizes })
    FileReader.prototype.readAsText = function (blob, encoding) {
      sizes.push(blob.size)
      read.call(this, blob, encoding)
    }
  })
  await page.goto('/imports/new')
  const rows = Array.from({ length: 200_000 }, (_, n) => `c-${n};c-${n}@shop.example\n`)
  await page.getByLabel('Choose a file').setInputFiles(file('large.csv', `id;mail\n${rows.join('')}`))
  await expect(page.getByRole('cell', { name: 'c-0@shop.example' })).toBeVisible()
  const sizes = await page.evaluate(() => Reflect.get(globalThis, 'readAsTextSizes') as number[])
  expect(sizes.length).toBeGreaterThan(0)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(65_536)
})

test('an upload that broke off goes on with the same file', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  const lines = Array.from({ length: 150_000 }, (_, n) => `customer-${n}\n`).join('')
  const large = file('large.csv', `id\n${lines}`)
  await page.route('**/uploads/imports/*/1', (route) => route.fulfill({ status: 409, body: 'It was cut.' }))
  await page.goto('/imports/new')
  await page.getByLabel('Choose a file').setInputFiles(large)
  await page.getByRole('button', { name: 'Upload file' }).click()
  await expect(page.getByText('The upload broke off. It was cut.')).toBeVisible()
  await page.unroute('**/uploads/imports/*/1')

  await page.goto('/imports')
  await page.getByRole('link', { name: 'large.csv' }).click()
  await expect(page.getByText('Choose the same file again to go on from there.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Choose the file again').setInputFiles(file('other.csv', 'id\n'))
  await expect(page.getByText('This is not large.csv')).toBeVisible()
  const sent: string[] = []
  page.on('request', (request) => sent.push(new URL(request.url()).pathname))
  await page.getByLabel('Choose the file again').setInputFiles(large)
  await stepOf(page, 'Columns')
  const pieces = sent.filter((path) => path.startsWith('/uploads/')).map((path) => path.split('/').at(-1))
  expect(pieces).toEqual(['1', '2'])
})

test('a viewer has no import, and another account finds none', async ({ page, tenant, baseURL }) => {
  await upload(page, file('ours.csv', 'id\n1\n'))
  const address = page.url()
  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  const theirs = await elsewhere(page)
  await signIn(theirs, viewer)
  await theirs.goto('/contacts')
  await expect(theirs.getByRole('link', { name: 'Import', exact: true })).toHaveCount(0)
  for (const path of ['/imports', '/imports/new', address]) {
    await theirs.goto(path)
    await expect(theirs.getByText('Only editors and owners import contacts')).toBeVisible()
  }
  await expectAccessible(theirs)
  await theirs.context().close()

  const other = await newTenant(baseURL ?? '')
  const foreign = await elsewhere(page)
  await signIn(foreign, other)
  expect((await foreign.goto(address))?.status()).toBe(404)
  await expect(foreign.getByText('There is no such import')).toBeVisible()
  const piece = address.replace(/.*imports\/(\d+).*/, '/uploads/imports/$1/0')
  const origin = new URL(address).origin
  const put = (headers: Record<string, string>) => foreign.request.put(piece, { data: 'id\n1\n', headers })
  expect((await put({ origin })).status()).toBe(404)
  expect((await put({ origin: 'https://evil.example' })).status()).toBe(403)
  expect((await put({})).status()).toBe(403)
  await foreign.context().clearCookies()
  expect((await put({ origin })).status()).toBe(401)
  await foreign.context().close()
})
