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

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

async function ada({ call }: Tenant): Promise<void> {
  const contact = {
    email: 'ada@shop.example',
    properties: { firstName: 'Ada', lastName: 'Lovelace', gender: 'F', birthdate: '1985-12-10' },
    permissions: [{ bit: 1, granted: true }],
  }
  await call('PUT', 'contacts/ada', JSON.stringify(contact))
  await call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  await call('POST', 'audiences/vip/syncs?mode=replace', 'ada', 'text/plain')
}

async function openCard(page: Page) {
  await page.goto('/contacts/ada')
  await expect(page.getByRole('heading', { level: 1, name: 'Ada Lovelace' })).toBeVisible()
}

test('a contact is read and edited by keyboard, and what does not fit is said at its field', async ({
  page,
  tenant,
}) => {
  await ada(tenant)
  await openCard(page)
  await expect(section(page, 'Properties')).toContainText('10 Dec 1985')
  await expect(section(page, 'Properties')).toContainText('Female')
  await expect(section(page, 'Contact')).toContainText('No mobile number')
  await expect(section(page, 'Permissions')).toContainText('API credential “Shop”')
  await expect(section(page, 'Lists').getByRole('link', { name: 'VIP' })).toBeVisible()
  await expect(section(page, 'Mailings')).toContainText('No mailing was sent to this contact.')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Edit contact' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit contact' })
  await expect(dialog.getByLabel('E-mail address')).toBeFocused()
  await expectAccessible(page)
  await dialog.getByLabel('E-mail address').fill('ada@lovelace.example')
  await dialog.getByLabel('Date of birth').fill('10-12-1985')
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Date of birth')).toHaveAccessibleDescription(/^Enter a date such as/)
  await expect(dialog.getByLabel('E-mail address')).toHaveValue('ada@lovelace.example')
  await dialog.getByLabel('Date of birth').fill('')
  await dialog.getByLabel('Mobile phone').fill('+31 6 12345678')
  await dialog.getByLabel('In the test group').focus()
  await page.keyboard.press('Space')
  await dialog.getByRole('button', { name: 'Save contact' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: 'Edit contact' })).toBeFocused()
  await expect(section(page, 'Contact')).toContainText('ada@lovelace.example')
  await expect(section(page, 'Contact')).toContainText('+31612345678')
  expect(await tenant.call('GET', 'contacts/ada')).toMatchObject({
    ...{ email: 'ada@lovelace.example', testGroup: true },
    properties: { firstName: 'Ada', lastName: 'Lovelace', gender: 'F', mobilePhone: '+31612345678' },
    permissions: [{ granted: true }],
  })
})

test('who edits what somebody else has changed meanwhile overwrites nothing', async ({ page, tenant }) => {
  await ada(tenant)
  await openCard(page)
  await page.getByRole('button', { name: 'Edit contact' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit contact' })
  await dialog.getByLabel('City').fill('London')
  await tenant.call('PATCH', 'contacts/ada', JSON.stringify({ properties: { city: 'Delft' } }))
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert').last()).toContainText('was changed meanwhile')
  await expectAccessible(page)
  expect(await tenant.call('GET', 'contacts/ada')).toMatchObject({ properties: { city: 'Delft' } })
})

test('a permission is withdrawn and granted with its proof, and a sync changes neither', async ({
  page,
  tenant,
}) => {
  await ada(tenant)
  await openCard(page)
  const permissions = section(page, 'Permissions')
  await permissions.getByRole('button', { name: 'Withdraw Newsletter' }).focus()
  await page.keyboard.press('Enter')
  const withdraw = page.getByRole('dialog', { name: 'Withdraw Newsletter' })
  await expect(withdraw.getByLabel('Reason')).toBeFocused()
  await page.keyboard.type('Asked by telephone')
  await withdraw.getByRole('button', { name: 'Withdraw permission' }).focus()
  await page.keyboard.press('Enter')
  await expect(permissions.getByText('Withdrawn').first()).toBeVisible()
  await expect(permissions).toContainText('by Test Owner')
  await expect(permissions).toContainText('Asked by telephone')

  await permissions.getByRole('button', { name: 'Grant Newsletter' }).focus()
  await page.keyboard.press('Enter')
  const grant = page.getByRole('dialog', { name: 'Grant Newsletter' })
  await grant.getByRole('button', { name: 'Grant permission' }).click()
  await expect(grant.getByLabel('How they agreed')).toHaveAccessibleDescription('Say how they agreed.')
  await expectAccessible(page)
  await grant.getByLabel('How they agreed').fill('Signed <b>the form</b> at the fair')
  await grant.getByRole('button', { name: 'Grant permission' }).focus()
  await page.keyboard.press('Enter')
  await expect(permissions.getByRole('button', { name: 'Withdraw Newsletter' })).toBeVisible()
  await expect(permissions).toContainText('Signed <b>the form</b> at the fair')
  await permissions.getByText('History of Newsletter (3)').focus()
  await page.keyboard.press('Enter')
  await expect(permissions.getByText('Asked by telephone')).toBeVisible()
  await expectAccessible(page)

  const before = await tenant.call('GET', 'contacts/ada')
  await tenant.call(
    'POST',
    'audiences/vip/syncs?mode=replace&unknown=create',
    '{"id":"ada","email":"a@x.nl"}\n',
    'application/x-ndjson',
  )
  expect(await tenant.call('GET', 'contacts/ada')).toEqual(before)
})

test('a contact is made inactive with a reason and active again', async ({ page, tenant }) => {
  await ada(tenant)
  await openCard(page)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Set inactive …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Set inactive' })
  await expect(dialog.getByLabel('Reason')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Reason')).toHaveAccessibleDescription('Say why.')
  await dialog.getByLabel('Reason').fill('Moved abroad')
  await page.keyboard.press('Enter')
  await expect(section(page, 'Contact')).toContainText('By hand: Moved abroad')
  await expect(section(page, 'Contact')).toContainText('The contact is inactive')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Set active' }).click()
  await expect(section(page, 'Contact')).toContainText('ada@shop.example')
  expect(await tenant.call('GET', 'contacts/ada')).toMatchObject({ status: 'active', statusReason: null })
})

test('a contact is erased once its id is typed, and nothing brings it back', async ({ page, tenant }) => {
  await ada(tenant)
  await openCard(page)
  await page.getByRole('button', { name: 'More actions' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: 'Erase …' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Erase this contact?' })
  await expect(dialog).toContainText('The e-mail address ada@shop.example')
  await expect(dialog).toContainText('Membership of 1 list: VIP')
  await expectAccessible(page)
  const confirm = dialog.getByLabel('Type ada to confirm')
  await expect(confirm).toBeFocused()
  await page.keyboard.type('Ada')
  await page.keyboard.press('Enter')
  await expect(confirm).toHaveAccessibleDescription(/Type ada exactly/)
  await confirm.fill('ada')
  await page.keyboard.press('Enter')
  await expect(page.getByText('There is no contact with this id')).toBeVisible()
  await expectAccessible(page)

  const row = '{"id":"ada","email":"ada@shop.example"}\n'
  const sync = 'audiences/vip/syncs?mode=add&unknown=create'
  expect(await tenant.call('POST', sync, row, 'application/x-ndjson')).toMatchObject({ created: 0, added: 0 })
  expect(await tenant.call('POST', 'contacts', row, 'application/x-ndjson')).toMatchObject({ rejected: 1 })
  await page.goto('/contacts/ada')
  await expect(page.getByText('There is no contact with this id')).toBeVisible()
})

test('a contact is created by hand, and one that is there is not', async ({ page, tenant }) => {
  await ada(tenant)
  await page.goto('/contacts')
  await page.getByRole('button', { name: 'New contact' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'New contact' })
  await expect(dialog.getByLabel('Contact id')).toBeFocused()
  await page.keyboard.type('ada')
  await dialog.getByLabel('First name').fill('Grace')
  await page.keyboard.press('Enter')
  await expect(dialog.getByLabel('Contact id')).toHaveAccessibleDescription(/with this id already/)
  await expectAccessible(page)
  await dialog.getByLabel('Contact id').fill('grace/1 é')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Grace' })).toBeVisible()
  await expect(section(page, 'Permissions')).toContainText('Never asked')
})

test('a viewer reads a card and finds no button; another account finds no card', async ({
  page,
  tenant,
  baseURL,
}) => {
  await ada(tenant)
  const theirs = await elsewhere(page)
  await signIn(theirs, await newUser(tenant, 'viewer', 'Vera Viewer'))
  await openCard(theirs)
  const buttons = theirs.locator('main').getByRole('button')
  // To copy the id changes nothing.
  await expect(buttons).toHaveCount(1)
  await expect(buttons).toHaveAccessibleName('Copy contact id')
  await expectAccessible(theirs)
  await theirs.goto('/contacts')
  await expect(theirs.getByRole('grid', { name: 'Contacts' })).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'New contact' })).toHaveCount(0)
  await theirs.context().close()

  const other = await elsewhere(page)
  await signIn(other, await newTenant(baseURL ?? ''))
  expect((await other.goto('/contacts/ada'))?.status()).toBe(404)
  await other.context().close()
})
