import type { Page } from '@playwright/test'
import {
  elsewhere,
  expect,
  expectAccessible,
  exportByKeyboard,
  newTenant,
  newUser,
  signIn,
  type Tenant,
  test,
} from './fixtures'

/** Contacts c1 to c5, all of them with an address but the last. */
async function newContacts({ call }: Tenant): Promise<void> {
  const contacts = [1, 2, 3, 4, 5].map((n) =>
    JSON.stringify({ id: `c${n}`, ...(n < 5 && { email: `c${n}@shop.example` }) }),
  )
  await call('POST', 'contacts', contacts.join('\n'), 'application/x-ndjson')
}

/** Makes a list of contacts of theirs in the screens, and stays in the table of contacts. */
async function makeList(page: Page, name: string, ids: string[]): Promise<void> {
  await page.goto('/contacts')
  for (const id of ids) await page.getByRole('checkbox', { name: `Select ${id}` }).check()
  await page.getByRole('button', { name: 'Add to static list …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox').fill(name)
  const made = dialog.getByRole('option', { name: `Make a new list “${name}”` })
  await expect(made).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Made “${name}” of`).first()).toBeVisible()
}

const toast = (page: Page, text: string) =>
  page
    .getByRole('region', { name: /Notifications/ })
    .getByRole('listitem')
    .filter({ hasText: text })

test('an account without static lists says what they are and how they come', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  await page.getByRole('link', { name: 'Static lists' }).click()
  await expect(page.getByText('No static lists yet')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Select contacts' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Contacts' })).toBeVisible()
})

test('make a list of selected contacts, find it and export it, by keyboard alone', async ({
  page,
  tenant,
}) => {
  await newContacts(tenant)
  await page.goto('/contacts')
  const contacts = page.getByRole('grid', { name: 'Contacts' })
  await contacts.getByRole('row').filter({ hasText: 'c1@' }).getByRole('link').focus()
  await page.keyboard.press('x')
  await page.keyboard.press('j')
  await page.keyboard.press('x')
  await expect(page.getByRole('status').filter({ hasText: '2 selected' })).toBeVisible()
  await page.keyboard.press('a')
  const dialog = page.getByRole('dialog', { name: 'Add 2 contacts to a static list' })
  await expect(dialog.getByText('There is no static list yet')).toBeVisible()
  await page.keyboard.type('Fair')
  await expect(dialog.getByRole('option', { name: 'Make a new list “Fair”' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(toast(page, 'Made “Fair” of 2 contacts')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Selection' })).toHaveCount(0)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('fai')
  await expect(page.getByRole('option', { name: /Fair/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Fair' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Properties' })).toContainText('Contacts2')
  await expect(page.getByRole('grid', { name: 'Contacts of this list' })).toContainText('c2@shop.example')
  await expectAccessible(page)

  const { fileName, lines } = await exportByKeyboard(page)
  expect(fileName).toBe('Fair.csv')
  expect(lines).toEqual(['id,email,status', 'c1,c1@shop.example,active', 'c2,c2@shop.example,active'])
  await page.getByRole('link', { name: 'Used in' }).click()
  await expect(page.getByText('Not used anywhere')).toBeVisible()
  await expectAccessible(page)
})

test('contacts are added to a list, and removed from it, with a way back', async ({ page, tenant }) => {
  await newContacts(tenant)
  await makeList(page, 'Fair', ['c1', 'c2'])
  await page.getByRole('checkbox', { name: 'Select c2' }).check()
  await page.getByRole('checkbox', { name: 'Select c5' }).check()
  await page.getByRole('button', { name: 'Add to static list …' }).click()
  await page.getByRole('dialog').getByRole('option', { name: /Fair/ }).click()
  await expect(toast(page, 'Added 1 contact to “Fair”')).toContainText('1 was in it already.')

  await page.goto('/static-lists')
  const row = page.getByRole('grid', { name: 'Static lists' }).getByRole('row').filter({ hasText: 'Fair' })
  await expect(row.getByRole('img', { name: 'Static list, a fixed set of contacts' })).toBeVisible()
  // Three contacts, of whom one has no address.
  await expect(row.getByRole('gridcell').nth(2)).toHaveText('3')
  await expect(row.getByRole('gridcell').nth(3)).toHaveText('2')
  await expectAccessible(page)
  await row.getByRole('link', { name: 'Fair' }).click()

  const members = page.getByRole('grid', { name: 'Contacts of this list' })
  await members.getByRole('checkbox', { name: 'Select c1' }).check()
  await members.getByRole('checkbox', { name: 'Select c2' }).check()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Remove from list' }).click()
  await expect(members.getByRole('row')).toHaveCount(2)
  await expect(page.getByRole('region', { name: 'Properties' })).toContainText('Contacts1')
  await toast(page, 'Removed 2 contacts from “Fair”').getByRole('button', { name: 'Undo' }).click()
  await expect(members.getByRole('row')).toHaveCount(4)
  await expect(page.getByRole('region', { name: 'Properties' })).toContainText('Contacts3')
})

test('contacts of an audience are added to a static list', async ({ page, tenant }) => {
  await newContacts(tenant)
  await tenant.call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  await tenant.call('POST', 'audiences/vip/syncs?mode=replace', 'c3\nc4\n', 'text/plain')
  await page.goto('/dynamic-lists')
  await page.getByRole('link', { name: 'VIP' }).click()
  await page.getByRole('checkbox', { name: 'Select c3' }).check()
  await page.getByRole('button', { name: 'Add to static list …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Add 1 contact to a static list' })
  await dialog.getByRole('combobox').fill('Kept')
  await dialog.getByRole('option', { name: 'Make a new list “Kept”' }).click()
  await toast(page, 'Made “Kept” of 1 contact').getByRole('button', { name: 'View' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Kept' })).toBeVisible()
  await expect(page.getByRole('grid', { name: 'Contacts of this list' })).toContainText('c3')
})

test('a list is filed, renamed, copied and deleted', async ({ page, tenant }) => {
  await newContacts(tenant)
  await makeList(page, 'Fair', ['c1', 'c2', 'c3'])
  await makeList(page, 'Other', ['c4'])
  await page.goto('/static-lists')
  await page.getByRole('button', { name: 'New folder' }).click()
  await page.keyboard.type('Events')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('treeitem', { name: /Events/ })).toBeVisible()
  const table = page.getByRole('grid', { name: 'Static lists' })
  const row = table.getByRole('row').filter({ hasText: 'Fair' })
  await row.getByRole('link', { name: 'Fair' }).focus()
  await page.keyboard.press('m')
  await page.getByRole('dialog', { name: 'Move “Fair”' }).getByLabel('Folder').selectOption('Events')
  await page.getByRole('button', { name: 'Move list' }).click()
  await expect(row).toContainText('Events')

  const choose = async (name: string, item: string) => {
    await table.getByRole('row').filter({ hasText: name }).click({ button: 'right' })
    await page.getByRole('menuitem', { name: item }).click()
  }
  await choose('Fair', 'Rename …')
  const renaming = page.getByRole('dialog', { name: 'Rename “Fair”' })
  await renaming.getByLabel('Name').fill(' other ')
  await renaming.getByRole('button', { name: 'Rename list' }).click()
  await expect(renaming.getByText('There is a static list with this name already.')).toBeVisible()
  await expectAccessible(page)
  await renaming.getByLabel('Name').fill('Fair 2026')
  await page.keyboard.press('Enter')
  await expect(table.getByRole('link', { name: 'Fair 2026' })).toBeVisible()

  await choose('Fair 2026', 'Copy …')
  const copying = page.getByRole('dialog', { name: 'Copy “Fair 2026”' })
  await expect(copying.getByLabel('Name')).toHaveValue('Copy of Fair 2026')
  await page.keyboard.press('Enter')
  const copy = table.getByRole('row').filter({ hasText: 'Copy of Fair 2026' })
  await expect(copy).toContainText('3')
  await expect(copy).toContainText('Events')

  await choose('Copy of Fair 2026', 'Delete …')
  const asking = page.getByRole('alertdialog', { name: 'Delete “Copy of Fair 2026”?' })
  await expect(asking).toContainText('3 contacts leave it, and stay contacts.')
  await expectAccessible(page)
  await asking.getByRole('button', { name: 'Delete list' }).click()
  await expect(asking).toHaveCount(0)
  await expect(copy).toHaveCount(0)

  await table.getByRole('link', { name: 'Fair 2026', exact: true }).click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete …' }).click()
  await page.getByRole('button', { name: 'Delete list' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Static lists' })).toBeVisible()
  await expect(table.getByRole('link', { name: 'Other' })).toBeVisible()
  await expect(table.getByRole('link', { name: 'Fair 2026' })).toHaveCount(0)
})

test('a viewer reads lists and changes none, and another account finds none', async ({
  page,
  tenant,
  baseURL,
}) => {
  await newContacts(tenant)
  await makeList(page, 'Fair', ['c1'])
  await toast(page, 'Made “Fair”').getByRole('button', { name: 'View' }).click()
  await expect(page).toHaveURL(/\/static-lists\/\d+$/)
  const address = page.url()

  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  const theirs = await elsewhere(page)
  await signIn(theirs, viewer)
  await theirs.goto(address)
  await expect(theirs.getByRole('grid', { name: 'Contacts of this list' })).toContainText('c1')
  await expect(theirs.getByRole('checkbox')).toHaveCount(0)
  await expect(theirs.getByRole('button', { name: 'More actions' })).toHaveCount(0)
  await expectAccessible(theirs)
  await theirs.goto('/contacts')
  await expect(theirs.getByRole('grid', { name: 'Contacts' })).toContainText('c5')
  await expect(theirs.getByRole('checkbox')).toHaveCount(0)
  await theirs.goto('/static-lists')
  await theirs.getByRole('row').filter({ hasText: 'Fair' }).click({ button: 'right' })
  await expect(theirs.getByRole('menuitem', { name: /Export as CSV/ })).toBeVisible()
  await expect(theirs.getByRole('menuitem')).toHaveCount(2)
  await theirs.context().close()

  const stranger = await elsewhere(page)
  await signIn(stranger, await newTenant(baseURL ?? ''))
  expect((await stranger.goto(address))?.status()).toBe(404)
  await expect(stranger.getByText('There is no static list here')).toBeVisible()
  await expectAccessible(stranger)
  await stranger.context().close()
})
