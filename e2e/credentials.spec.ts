import type { APIRequestContext, Locator, Page } from '@playwright/test'
import { elsewhere, expect, expectAccessible, newUser, signIn, test } from './fixtures'

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

/** The status that the API answers this token with. */
async function statusWith(request: APIRequestContext, token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await request.get('/api/v1/audiences', { headers })).status()
}

async function secretIn(dialog: Locator, label: string): Promise<string> {
  const named = dialog.page().getByText(label, { exact: true })
  return (await dialog.locator('div').filter({ has: named }).last().locator('code').textContent()) ?? ''
}

async function createCredential(page: Page, name: string): Promise<Locator> {
  await page.goto('/credentials')
  await page.getByRole('button', { name: 'Create credential' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByLabel('Name')).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  const secrets = page.getByRole('dialog', { name: `Secrets of ${name}` })
  await expect(secrets).toBeVisible()
  return secrets
}

test.beforeEach(({ tenant: _ }) => {})

test('a credential is made by keyboard, and its secrets are shown and copied once', async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('/credentials')
  await expectAccessible(page)
  const secrets = await createCredential(page, 'Web shop')
  await expectAccessible(page)
  const token = await secretIn(secrets, 'Bearer token')
  expect(token).toMatch(/^rst_/)
  expect(await statusWith(request, token)).toBe(200)

  await secrets.getByRole('button', { name: 'Copy bearer token' }).focus()
  await page.keyboard.press('Enter')
  await expect(secrets.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1)
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(token)

  // They cannot be had again, so leaving asks first.
  await page.keyboard.press('Escape')
  await expect(secrets.getByRole('alert')).toContainText('not shown again')
  await expectAccessible(page)
  await secrets.getByRole('button', { name: 'Keep open' }).click()
  await secrets.getByRole('button', { name: 'I have copied them' }).click()
  await expect(secrets).toBeHidden()
  await expect(rowOf(page, 'Web shop')).toContainText('Live')
  await page.reload()
  expect(await page.content()).not.toContain(token)
})

test('what is missing is said in the dialog, and what was filled in stays', async ({ page }) => {
  await page.goto('/credentials')
  await page.getByRole('button', { name: 'Create credential' }).click()
  const dialog = page.getByRole('dialog', { name: 'Create credential' })
  await expectAccessible(page)
  await dialog.getByLabel('Valid').selectOption('30')
  await dialog.getByLabel('Read audiences').check()
  await dialog.getByRole('button', { name: 'Create credential' }).click()
  await expect(dialog.getByLabel('Name')).toHaveAccessibleDescription('Give a name.')
  await expect(dialog.getByLabel('Valid')).toHaveValue('30')
  await expect(dialog.getByLabel('Read audiences')).toBeChecked()
  await expectAccessible(page)
  await dialog.getByLabel('Name').fill('Cash register')
  await dialog.getByRole('button', { name: 'Create credential' }).click()
  await page.getByRole('button', { name: 'I have copied them' }).click()
  // From 30 days on a date is shown, and that long or a moment less is left.
  await expect(rowOf(page, 'Cash register')).toContainText(/in 29 d|Never\d{1,2} \w{3} \d{4}/)
})

test('a secret is rotated, and the old one ends when it was told to', async ({ page, request }) => {
  const first = await createCredential(page, 'CRM')
  const old = await secretIn(first, 'Bearer token')
  await page.getByRole('button', { name: 'I have copied them' }).click()

  await rowOf(page, 'CRM').getByRole('button', { name: 'Actions: CRM' }).focus()
  await page.keyboard.press('Enter')
  await page.getByRole('menuitem', { name: /Rotate/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Rotate CRM' })
  await expectAccessible(page)
  await dialog.getByLabel('The secret it has now works').selectOption('0')
  await dialog.getByRole('button', { name: 'Rotate secret' }).click()
  const second = page.getByRole('dialog', { name: 'Secrets of CRM' })
  const fresh = await secretIn(second, 'Bearer token')

  expect(fresh).not.toBe(old)
  expect(await statusWith(request, fresh)).toBe(200)
  expect(await statusWith(request, old)).toBe(401)
})

test('a credential is revoked once that is confirmed, and the API refuses it from then on', async ({
  page,
  tenant,
  request,
}) => {
  expect(await statusWith(request, tenant.token)).toBe(200)
  await page.goto('/credentials')
  const actions = rowOf(page, 'Shop').getByRole('button', { name: 'Actions: Shop' })
  const revoke = async (answer: string) => {
    await actions.click()
    await page.getByRole('menuitem', { name: /Revoke/ }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Revoke Shop?' })
    await expectAccessible(page)
    await dialog.getByRole('button', { name: answer }).focus()
    await page.keyboard.press('Enter')
    await expect(dialog).toBeHidden()
  }
  await revoke('Cancel')
  expect(await statusWith(request, tenant.token)).toBe(200)

  await revoke('Revoke credential')
  await expect(rowOf(page, 'Shop')).toContainText('Revoked')
  await expect(actions).toHaveCount(0)
  expect(await statusWith(request, tenant.token)).toBe(401)
  await expectAccessible(page)
})

test('whoever is no owner sees no credentials, and a page left open does nothing more', async ({
  page,
  tenant,
  request,
}) => {
  const second = await newUser(tenant, 'owner', 'Second Owner')
  const other = await elsewhere(page)
  await signIn(other, second)
  await other.goto('/credentials')
  await other.getByRole('button', { name: 'Actions: Shop' }).click()
  await other.getByRole('menuitem', { name: /Revoke/ }).click()

  await page.goto('/settings/users')
  await page.getByLabel('Role of Second Owner').selectOption('viewer')
  await expect(page.getByText('Second Owner is a viewer now').first()).toBeVisible()
  await other.getByRole('button', { name: 'Revoke credential' }).click()
  await expect(other.getByText('Your role in this account does not allow this.')).toBeVisible()
  expect(await statusWith(request, tenant.token)).toBe(200)

  await other.reload()
  await expect(other.getByText('Only an owner manages credentials')).toBeVisible()
  await expect(other.getByRole('button', { name: 'Create credential' })).toHaveCount(0)
  await expectAccessible(other)
  await other.context().close()
})
