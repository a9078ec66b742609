import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { test as base, expect, type Page } from '@playwright/test'

const run = promisify(execFile)

/** The administrator's command line, on the install under test. */
export async function admin(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...args])
  return stdout.trim()
}

export type Tenant = {
  shortName: string
  email: string
  password: string
  token: string
  consumerKey: string
  consumerSecret: string
  /** A call of its credential; answers the body, and fails the test on an error. */
  call: (method: string, path: string, body: string, contentType?: string) => Promise<unknown>
}

/** An account of its own with an owner and a credential. */
export async function newTenant(baseUrl: string): Promise<Tenant> {
  const shortName = `t-${randomUUID()}`
  const email = `${shortName}@test.example`
  await admin('account', 'create', '--name', 'Test shop', '--short-name', shortName)
  const account = ['--account', shortName]
  const user = JSON.parse(
    await admin('user', 'create', ...account, '--email', email, '--name', 'Test Owner', '--json'),
  )
  const credential = JSON.parse(
    await admin('credential', 'create', ...account, '--name', 'Shop', '--scopes', 'all', '--json'),
  )
  const call: Tenant['call'] = async (method, path, body, contentType = 'application/json') => {
    const response = await fetch(`${baseUrl}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${credential.token}`, 'content-type': contentType },
      body,
    })
    const answer = await response.text()
    expect(response.ok, `${method} ${path}: ${answer}`).toBe(true)
    return answer === '' ? undefined : JSON.parse(answer)
  }
  return { shortName, email, password: user.password, ...credential, call }
}

export async function signIn(page: Page, { email, password }: Pick<Tenant, 'email' | 'password'>) {
  await page.goto('/login')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/dynamic-lists/)
}

/** Each test gets a marketer in an account of its own, signed in, and that account's external system. */
export const test = base.extend<{ tenant: Tenant }>({
  tenant: async ({ baseURL, page }, use) => {
    const tenant = await newTenant(baseURL ?? '')
    await signIn(page, tenant)
    await use(tenant)
  },
})

export { expect }
