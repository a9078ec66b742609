import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { AxeBuilder } from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { createAccount } from '@/lib/access/accounts'
import { systemActor } from '@/lib/access/actor'
import { createCredential } from '@/lib/access/credentials/commands'
import { credentialScopes } from '@/lib/access/schema'
import { markSetUp } from '@/lib/access/set-up'
import { addUser } from '@/lib/access/users'
import { db } from '@/lib/platform/db'

const run = promisify(execFile)

/** The administrator's command line, on the install under test. */
export async function admin(...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...args])
  return stdout.trim()
}

/** The same, on an install of the test's own. */
export function adminOf(folder: string) {
  return async (...args: string[]): Promise<string> => {
    const { DATABASE_URL, APP_SECRET, ...inherited } = process.env
    const { stdout } = await run(process.execPath, ['--import', 'tsx', 'scripts/admin.ts', ...args], {
      env: { ...inherited, ROSTER_DATA: folder },
    })
    return stdout.trim()
  }
}

export type Tenant = {
  shortName: string
  email: string
  password: string
  token: string
  consumerKey: string
  consumerSecret: string
  /** A call of its credential; answers the body, and fails the test on an error. */
  call: (method: string, path: string, body?: string, contentType?: string) => Promise<unknown>
}

const system = () => ({ db: db(), now: () => new Date() })

/** An account of its own with an owner and a credential, made by what the command line calls: starting that takes seconds. */
export async function newTenant(baseUrl: string): Promise<Tenant> {
  const shortName = `t-${randomUUID()}`
  const { id } = await createAccount(system(), { name: 'Test shop', shortName, product: 'automation' })
  await markSetUp(system())
  const owner = { email: `${shortName}@test.example`, password: randomUUID() }
  const ctx = { ...system(), actor: systemActor(id) }
  await addUser(ctx, { ...owner, name: 'Test Owner', role: 'owner' })
  const { secrets } = await createCredential(ctx, { name: 'Shop', scopes: [...credentialScopes] })
  const call: Tenant['call'] = async (method, path, body, contentType = 'application/json') => {
    const response = await fetch(`${baseUrl}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${secrets.token}`, 'content-type': contentType },
      ...(body !== undefined && { body }),
    })
    const answer = await response.text()
    expect(response.ok, `${method} ${path}: ${answer}`).toBe(true)
    return answer === '' ? undefined : JSON.parse(answer)
  }
  return { shortName, ...owner, ...secrets, call }
}

export async function signIn(page: Page, { email, password }: Pick<Tenant, 'email' | 'password'>) {
  await page.goto('/login')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/dynamic-lists/)
}

export type User = { email: string; password: string; role: 'owner' | 'editor' | 'viewer' }

/** Somebody more in the tenant's account, made by the command line as an administrator does. */
export async function newUser({ shortName }: Tenant, role: User['role'], name: string): Promise<User> {
  const email = `${role}-${randomUUID()}@test.example`
  const who = ['--account', shortName, '--email', email, '--name', name, '--role', role]
  return JSON.parse(await admin('user', 'create', ...who, '--json'))
}

/** A page in a browser of its own, such as a colleague's. */
export async function elsewhere(page: Page): Promise<Page> {
  const context = await page.context().browser()?.newContext()
  if (!context) throw new Error('There is no browser.')
  return loadingWhole(await context.newPage())
}

/**
 * What React streams it first holds in hidden elements, for up to half a second after the page has loaded: a test would find it
 * there too early, or twice.
 */
export function loadingWhole(page: Page): Page {
  const shown = () => page.waitForFunction(`document.querySelector('[hidden][id^="S:"]') === null`)
  const { goto, reload } = page
  page.goto = async (...args) => {
    const response = await goto.apply(page, args)
    await shown()
    return response
  }
  page.reload = async (...args) => {
    const response = await reload.apply(page, args)
    await shown()
    return response
  }
  return page
}

/** The rules that a theme can break: it changes colours and nothing else. */
const colourRules = ['color-contrast', 'link-in-text-block']

/** One element by its CSS selector; in a frame, by the selectors of the frame and of the element in it. */
type Selector = string | string[]

/**
 * Nothing serious or critical on the page and in what is open above it, in light and in dark. `except`: somebody else's elements
 * on it, which we can't mend.
 */
export async function expectAccessible(
  page: Page,
  { except = [] }: { except?: Selector[] } = {},
): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    // What fades has a contrast of its own at each moment.
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Nothing runs in such a frame, not even what looks for violations.
    const axe = new AxeBuilder({ page }).exclude('iframe[sandbox]')
    for (const selector of except) axe.exclude(selector)
    const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(colourRules)).analyze()
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    expect(serious.map(({ id, nodes }) => `${colorScheme}, ${id}: ${nodes[0]?.html}`)).toEqual([])
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })
}

/** Each test gets a marketer in an account of its own, signed in, and that account's external system. */
export const test = base.extend<{ tenant: Tenant }>({
  page: ({ page }, use) => use(loadingWhole(page)),
  tenant: async ({ baseURL, page }, use) => {
    const tenant = await newTenant(baseURL ?? '')
    await signIn(page, tenant)
    await use(tenant)
  },
})

/** Exports the list that is open, by keyboard. */
export async function exportByKeyboard(page: Page): Promise<{ fileName: string; lines: string[] }> {
  await page.getByRole('button', { name: 'Export as CSV' }).focus()
  const downloading = page.waitForEvent('download')
  await page.keyboard.press('Enter')
  const download = await downloading
  const csv = await readFile(await download.path(), 'utf8')
  return { fileName: download.suggestedFilename(), lines: csv.replace('\ufeff', '').trim().split('\n') }
}

export { expect }
