import { expect, expectAccessible, exportByKeyboard, type Tenant, test } from './fixtures'

async function syncVip({ call }: Tenant, name = 'VIP'): Promise<void> {
  const contacts = ['c1', 'c2', 'c3'].map((id) => JSON.stringify({ id, email: `${id}@shop.example` }))
  await call('POST', 'contacts', contacts.join('\n'), 'application/x-ndjson')
  await call('PUT', 'audiences/vip', JSON.stringify({ name }))
  await call('POST', 'audiences/vip/syncs?mode=replace', 'c1\nc2\nc3\nnobody', 'text/plain')
}

test('an empty account says how an audience gets here', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  await expect(page.getByText('No dynamic lists yet')).toBeVisible()
  await expectAccessible(page)
})

test('find an audience, open it, export it and move it, by keyboard alone', async ({ page, tenant }) => {
  await syncVip(tenant)
  await page.goto('/dynamic-lists')
  const table = page.getByRole('grid', { name: 'Dynamic lists' })
  const row = table.getByRole('row').filter({ hasText: 'VIP' })
  await expect(row).toContainText('3')
  await expect(row.getByRole('img', { name: 'Audience, synced from outside' })).toBeVisible()
  await expectAccessible(page)

  await page.keyboard.press('/')
  await page.keyboard.type('vip')
  await expect(page).toHaveURL(/q=vip/)
  await page.keyboard.press('Escape')
  await row.getByRole('link', { name: 'VIP' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'VIP' })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Contacts of this list' })).toContainText('c2@shop.example')
  await expectAccessible(page)

  const { fileName, lines } = await exportByKeyboard(page)
  expect(fileName).toBe('VIP.csv')
  expect(lines).toEqual([
    'id,email,status',
    'c1,c1@shop.example,active',
    'c2,c2@shop.example,active',
    'c3,c3@shop.example,active',
  ])

  await page.goBack()
  await page.getByRole('button', { name: 'New folder' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Sales')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name: /Sales/ })).toBeVisible()
  await row.getByRole('link', { name: 'VIP' }).focus()
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: /Move/ })
  await dialog.getByLabel('Folder').focus()
  await page.keyboard.type('Sales')
  await page.keyboard.press('Tab')
  await dialog.getByRole('button', { name: 'Move list' }).focus()
  await page.keyboard.press('Enter')
  await expect(row).toContainText('Sales')
})

test('a sync is found with what it did and what it refused', async ({ page, tenant }) => {
  await syncVip(tenant)
  await page.goto('/syncs')
  await page.getByRole('grid', { name: 'Syncs' }).getByRole('link', { name: 'VIP' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: /Sync \d+/ })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Changes' })).toContainText('Joined')
  const tabs = page.getByRole('navigation', { name: 'Rows of this sync' })
  await expect(tabs.getByRole('link', { name: 'Changes 3' })).toHaveAttribute('aria-current', 'page')
  await tabs.getByRole('link', { name: 'Rejected rows 1' }).click()
  await expect(tabs.getByRole('link', { name: 'Rejected rows 1' })).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('grid', { name: 'Rejections' })).toContainText('nobody')
  await expectAccessible(page)
})

test('a contact is found by the beginning of its address, with the audiences it is in', async ({
  page,
  tenant,
}) => {
  await syncVip(tenant)
  await page.goto('/contacts?q=c2@')
  await page.getByRole('link', { name: 'c2' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'c2' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'VIP' })).toBeVisible()
  await expectAccessible(page)
})

for (const name of ['界'.repeat(255), '🦊'.repeat(255), 'مرحبا بالعالم', '<b>"&\'</b>']) {
  test(`a name of any script stands in the screens unharmed: ${name.slice(0, 8)}`, async ({
    page,
    tenant,
  }) => {
    await syncVip(tenant, name)
    await page.goto('/dynamic-lists')
    await page.getByRole('link', { name }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  })
}
