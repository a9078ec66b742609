import { elsewhere, expect, expectAccessible, signIn, test } from './fixtures'

test('the settings of an account are saved, and what was chosen survives an error', async ({
  page,
  tenant,
}) => {
  expect(tenant.shortName).not.toBe('')
  await page.goto('/settings')
  await expectAccessible(page)
  await page.getByLabel('Name').fill('Books & Co')
  await page.getByLabel('Time zone').selectOption('Asia/Tokyo')
  await page.getByLabel('Audiences at most').fill('many')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByLabel('Audiences at most')).toHaveAccessibleDescription('Enter a number.')
  await expect(page.getByLabel('Name')).toHaveValue('Books & Co')
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
  await expectAccessible(page)

  await page.getByLabel('Audiences at most').fill('20')
  await page.getByLabel('Audiences at most').press('Enter')
  await expect(page.getByText('Settings saved').first()).toBeVisible()
  for (const again of [false, true]) {
    if (again) await page.reload()
    await expect(page.getByLabel('Name')).toHaveValue('Books & Co')
    await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
    await expect(page.getByLabel('Audiences at most')).toHaveValue('20')
  }
})

test('a new password ends the other sessions, and is the one that signs in', async ({ page, tenant }) => {
  const other = await elsewhere(page)
  await signIn(other, tenant)
  await page.goto('/settings/sign-in')
  await expect(page.getByText('This session')).toHaveCount(1)
  await expectAccessible(page)

  const password = 'another long password'
  const change = async (current: string) => {
    await page.getByLabel('Password now').fill(current)
    await page.getByLabel('New password').fill(password)
    await page.getByRole('button', { name: 'Change password' }).click()
  }
  await change('not the password')
  await expect(page.getByLabel('Password now')).toHaveAccessibleDescription('This is not your password now.')
  await expectAccessible(page)
  await change(tenant.password)
  await expect(page.getByText('Password changed').first()).toBeVisible()

  await other.goto('/dynamic-lists')
  await expect(other).toHaveURL(/\/login/)
  await signIn(other, { email: tenant.email, password })
  await other.context().close()
})

test('a session elsewhere is ended from here, one or all of them', async ({ page, tenant }) => {
  const others = [await elsewhere(page), await elsewhere(page), await elsewhere(page)]
  for (const other of others) await signIn(other, tenant)
  await page.goto('/settings/sign-in')
  const sessions = page.getByRole('listitem').filter({ hasText: 'signed in' })
  await expect(sessions).toHaveCount(4)
  await sessions
    .getByRole('button', { name: /^Sign out of/ })
    .first()
    .click()
  await expect(sessions).toHaveCount(3)
  await page.getByRole('button', { name: 'Sign out everywhere else' }).focus()
  await page.keyboard.press('Enter')
  await expect(sessions).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0)
  await expectAccessible(page)
  for (const other of others) {
    await other.goto('/dynamic-lists')
    await expect(other).toHaveURL(/\/login/)
    await other.context().close()
  }
})
