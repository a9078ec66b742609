import { expect, expectAccessible, newTenant, type Tenant, test } from './fixtures'

let tenant: Tenant
test.beforeAll(async ({ baseURL }) => {
  tenant = await newTenant(baseURL ?? '')
})

test('sign in by keyboard, go where one was going, and sign out', async ({ page }) => {
  await page.goto('/syncs?status=failed')
  await expect(page).toHaveURL(/\/login\?next=/)
  await expectAccessible(page)

  await expect(page.getByLabel('E-mail address')).toBeFocused()
  await page.keyboard.type(tenant.email)
  await page.keyboard.press('Tab')
  await page.keyboard.type(tenant.password)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/syncs\?status=failed$/)

  await page.getByRole('button', { name: 'Test Owner: user menu' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menu')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('menuitem', { name: 'Sign out' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/login$/)
  await page.goto('/dynamic-lists')
  await expect(page).toHaveURL(/\/login\?next=/)
})

test('a wrong password, and an address nobody has, are refused in the same words', async ({ page }) => {
  for (const email of [tenant.email, `nobody-${tenant.email}`]) {
    await page.goto('/login')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password').fill('not the password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByText('The e-mail address or the password is not right.')).toBeVisible()
    await expect(page.getByLabel('E-mail address')).toHaveValue(email)
    await expect(page.getByLabel('Password')).toHaveValue('')
  }
  await expectAccessible(page)
  expect(await page.context().cookies()).toEqual([])
})

test('what is missing is said at its field', async ({ page }) => {
  await page.goto('/login')
  await page.getByLabel('E-mail address').fill('nobody')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(/Enter an e-mail address/)
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Enter your password.')
  await expectAccessible(page)
})

for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
  test(`signing in never leads away from here: ${next}`, async ({ page, baseURL }) => {
    await page.goto(`/login?next=${encodeURIComponent(next)}`)
    await page.getByLabel('E-mail address').fill(tenant.email)
    await page.getByLabel('Password').fill(tenant.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(`${baseURL}/dynamic-lists`)
  })
}
