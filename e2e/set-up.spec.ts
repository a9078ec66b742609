import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startTrial } from '../scripts/trial-install.mjs'
import { expect, expectAccessible, test } from './fixtures'

// An empty install of its own, ended with the test.
test.describe.configure({ mode: 'serial', timeout: 180_000 })

let folder: string
let install: Awaited<ReturnType<typeof startTrial>>
test.beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'roster-set-up-'))
  install = await startTrial({ folder, env: { ROSTER_DEMO: 'off', SIGN_IN_ATTEMPTS_MAX: '3' } })
})
test.afterAll(async () => {
  await install?.stop()
  rmSync(folder, { recursive: true, force: true })
})

const owner = { email: 'ada@shop.example', password: 'a long enough password' }

test('an empty install asks for its first account, once', async ({ page }) => {
  await page.goto(`${install.url}/dynamic-lists`)
  await expect(page).toHaveURL(`${install.url}/set-up`)
  await expectAccessible(page)

  // A page opened before, to be sent after.
  const late = await page.context().newPage()
  await late.goto(`${install.url}/set-up`)

  await page.getByLabel('Account').fill('Books & Co')
  await page.getByLabel('Product').selectOption('ecommerce')
  await page.getByLabel('Time zone').selectOption('Europe/Amsterdam')
  await page.getByLabel('Your name').fill('Ada Lovelace')
  await page.getByLabel('E-mail address').fill(owner.email)
  await page.getByLabel('Password').fill('short')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('Password')).toHaveAccessibleDescription('Use at least 10 characters.')
  await expectAccessible(page)

  // An answer with an error gives back what was chosen, not each list's first choice.
  await expect(page.getByLabel('Account')).toHaveValue('Books & Co')
  await expect(page.getByLabel('Product')).toHaveValue('ecommerce')
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Amsterdam')
  await page.getByLabel('Password').fill(owner.password)
  await page.getByLabel('Password').press('Enter')
  await expect(page).toHaveURL(`${install.url}/dynamic-lists`)

  await page.goto(`${install.url}/settings`)
  await expect(page.getByLabel('Name')).toHaveValue('Books & Co')
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Amsterdam')
  await expect(page.getByText('eCommerce')).toBeVisible()

  await late.getByLabel('Account').fill('Mallory')
  await late.getByLabel('Your name').fill('Mallory')
  await late.getByLabel('E-mail address').fill('mallory@shop.example')
  await late.getByLabel('Password').fill(owner.password)
  await late.getByRole('button', { name: 'Create account' }).click()
  await expect(late.getByText('This installation is set up already. Sign in.')).toBeVisible()
})

test('it is closed for good afterwards', async ({ page }) => {
  await page.goto(`${install.url}/set-up`)
  await expect(page).toHaveURL(`${install.url}/login`)
  await page.goto(`${install.url}/`)
  await expect(page).toHaveURL(`${install.url}/login`)
})

test('whoever guesses passwords has to wait, even with the right one', async ({ page }) => {
  await page.goto(`${install.url}/login`)
  const attempt = async (password: string) => {
    await page.getByLabel('E-mail address').fill(owner.email)
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  for (const guess of ['guess 1', 'guess 2', 'guess 3']) {
    await attempt(guess)
    await expect(page.getByText('The e-mail address or the password is not right.')).toBeVisible()
    await expect(page.getByLabel('Password')).toHaveValue('')
  }
  await attempt(owner.password)
  await expect(page.getByText('Too many attempts. Try again in 15 minutes.')).toBeVisible()
  await expect(page).toHaveURL(`${install.url}/login`)
})
