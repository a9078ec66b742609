import type { Page } from '@playwright/test'
import { elsewhere, expect, expectAccessible, newUser, signIn, test } from './fixtures'

const userRow = (page: Page, who: string) => page.getByRole('listitem').filter({ hasText: who })

for (const role of ['editor', 'viewer', 'owner'] as const) {
  test(`who is added as ${role} is ${role}, also after an answer with an error`, async ({ page, tenant }) => {
    await page.goto('/settings/users')
    await page.getByRole('button', { name: 'Add user' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Add user' })
    await expect(dialog.getByLabel('Name')).toBeFocused()
    // The dialog looks the same whichever role is chosen.
    if (role === 'editor') await expectAccessible(page)
    await page.keyboard.type('Grace Hopper')
    await dialog.getByLabel('E-mail address').fill(tenant.email)
    await dialog.getByLabel('Role').selectOption(role)
    const add = dialog.getByRole('button', { name: 'Add user' })

    // Twice an answer with an error: each time the browser empties the form before it is filled again.
    await add.click()
    await expect(dialog.getByLabel('First password')).toHaveAccessibleDescription(/at least 10 characters/)
    await expect(dialog.getByLabel('Role')).toHaveValue(role)
    if (role === 'editor') await expectAccessible(page)
    const password = 'a first password'
    await dialog.getByLabel('First password').fill(password)
    await add.click()
    await expect(dialog.getByLabel('E-mail address')).toHaveAccessibleDescription(
      /signs in with this address/,
    )
    await expect(dialog.getByLabel('Name')).toHaveValue('Grace Hopper')
    await expect(dialog.getByLabel('Role')).toHaveValue(role)
    const email = `${role}-of-${tenant.email}`
    await dialog.getByLabel('E-mail address').fill(email)
    await dialog.getByLabel('First password').fill(password)
    await add.click()
    await expect(dialog).toBeHidden()
    await expect(page.getByLabel('Role of Grace Hopper')).toHaveValue(role)
    await page.reload()
    await expect(page.getByLabel('Role of Grace Hopper')).toHaveValue(role)

    const theirs = await elsewhere(page)
    await signIn(theirs, { email, password })
    const owner = role === 'owner' ? 1 : 0
    const files = role === 'viewer' ? 0 : 1
    await theirs.goto('/settings')
    await expect(theirs.getByRole('button', { name: 'Save settings' })).toHaveCount(owner)
    await expect(theirs.getByRole('link', { name: 'Users' })).toHaveCount(owner)
    await theirs.goto('/dynamic-lists')
    await expect(theirs.getByText('No dynamic lists yet')).toBeVisible()
    await expect(theirs.getByRole('button', { name: 'New folder' })).toHaveCount(files)
    await theirs.context().close()
  })
}

test('a role is changed, and what it allows with it', async ({ page, tenant }) => {
  const { email } = await newUser(tenant, 'viewer', 'Grace Hopper')
  await page.goto('/settings/users')
  await expectAccessible(page)
  await userRow(page, email).getByRole('combobox').selectOption('editor')
  await expect(page.getByText('Grace Hopper is an editor now').first()).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Role of Grace Hopper')).toHaveValue('editor')
})

test('the last owner stays one, and the page says why', async ({ page, tenant }) => {
  await page.goto('/settings/users')
  const role = userRow(page, tenant.email).getByRole('combobox')
  await role.selectOption('viewer')
  await expect(page.getByText('An account needs an owner').first()).toBeVisible()
  await expect(role).toHaveValue('owner')
  await page.getByRole('button', { name: 'Remove Test Owner' }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Remove Test Owner?' })
  await dialog.getByRole('button', { name: 'Remove user' }).click()
  await expect(dialog.getByText('An account needs an owner')).toBeVisible()
  await expectAccessible(page)
})

test('who is removed is out from that moment, once it is confirmed', async ({ page, tenant }) => {
  const user = await newUser(tenant, 'editor', 'Grace Hopper')
  const theirs = await elsewhere(page)
  await signIn(theirs, user)

  await page.goto('/settings/users')
  const dialog = page.getByRole('alertdialog', { name: 'Remove Grace Hopper?' })
  const ask = async (answer: string) => {
    await page.getByRole('button', { name: 'Remove Grace Hopper' }).focus()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeVisible()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: answer }).focus()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
  }
  await ask('Cancel')
  await expect(userRow(page, user.email)).toHaveCount(1)
  await ask('Remove user')
  await expect(userRow(page, user.email)).toHaveCount(0)

  await theirs.goto('/dynamic-lists')
  await expect(theirs).toHaveURL(/\/login/)
  await theirs.context().close()
})
