import { expect, expectAccessible, type Tenant, test } from './fixtures'

async function importContacts({ call }: Tenant): Promise<void> {
  const contacts = [
    { id: 'c1', email: 'ada@shop.example', firstName: 'Ada', lastName: 'Lovelace' },
    { id: 'c2', email: 'grace@shop.example', lastName: 'Hopper' },
    { id: 'd1' },
  ]
  const lines = contacts.map((contact) => JSON.stringify(contact)).join('\n')
  await call('POST', 'contacts', lines, 'application/x-ndjson')
  await call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  await call('POST', 'audiences/vip/syncs?mode=replace', 'c1', 'text/plain')
}

test('an account without contacts says how they get here', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  await page.goto('/contacts')
  await expect(page.getByText('No contacts yet')).toBeVisible()
  await expectAccessible(page)
})

test('a contact is found and its card read, by keyboard alone', async ({ page, tenant }) => {
  await importContacts(tenant)
  await page.goto('/contacts')
  const table = page.getByRole('grid', { name: 'Contacts' })
  await expect(table.getByRole('row').filter({ hasText: 'ada@shop.example' })).toContainText('Ada Lovelace')
  await expect(table.getByRole('row').filter({ hasText: 'grace@shop.example' })).toContainText('Hopper')
  await expectAccessible(page)

  await page.keyboard.press('/')
  await page.keyboard.type('C')
  await expect(page).toHaveURL(/q=C/)
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await page.keyboard.type('ADA@')
  await expect(table.getByRole('row')).toHaveCount(2)
  await page.keyboard.press('Tab')
  await table.getByRole('link', { name: 'c1' }).focus()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Contact', exact: true })).toContainText('ada@shop.example')
  await expect(page.getByText('Never asked')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'VIP' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'VIP' })).toBeVisible()
})

test('the search is in the address, and a sort is too', async ({ page, tenant }) => {
  await importContacts(tenant)
  await page.goto('/contacts?q=c&sort=-externalId')
  const rows = page.getByRole('grid', { name: 'Contacts' }).getByRole('link')
  await expect(rows).toHaveText(['c2', 'c1'])
  await expect(page.getByRole('searchbox')).toHaveValue('c')
  await page.getByRole('button', { name: 'E-mail address' }).click()
  await expect(page).toHaveURL(/sort=email/)
  await expect(rows).toHaveText(['c1', 'c2'])
})

test('a contact that is not there gets a page that says so', async ({ page, tenant }) => {
  await importContacts(tenant)
  expect((await page.goto('/contacts/nobody'))?.status()).toBe(404)
  await expect(page.getByText('There is no contact with this id')).toBeVisible()
  await expectAccessible(page)
})
