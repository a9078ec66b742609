import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { type FilledAccount, fillAccount, rowsOf } from './api/filled-account'
import { admin, expect, loadingWhole, signIn, test } from './fixtures'

// What there is comes from the folders: a page or a download added later is walked without a line here.

const root = 'app/(marketer)'
const isDownload = (file: string) =>
  /(^|\/)route\.ts$/.test(file) && /function GET\b/.test(fs.readFileSync(`${root}/${file}`, 'utf8'))
const addresses = fs
  .readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)page\.tsx$/.test(file) || isDownload(file))
  .map((file) =>
    `/${file.replace(/\/?(page\.tsx|route\.ts)$/, '').replace(/\(\w+\)\/?/g, '')}`.replace(/(.)\/$/, '$1'),
  )

/** The address with the ids of an account in it; fails for a part that no id is known for. */
function filled(address: string, ids: Record<string, string>): string {
  return address.replace(/\[(\w+)\]/g, (_, name: string) => {
    // An audience has every page of a list but this one.
    const id = ids[address === '/dynamic-lists/[listId]/edit' ? 'ruleListId' : name]
    if (id === undefined) throw new Error(`${address}: no id for [${name}]: add one to the test.`)
    return encodeURIComponent(id)
  })
}

async function idsOf({ client, ids, mark }: FilledAccount): Promise<Record<string, string>> {
  const { db } = client.account
  const { accountId } = client
  const audience = await db.audience.findFirstOrThrow({ where: { accountId, externalId: mark } })
  const folder = await db.folder.findFirstOrThrow({ where: { accountId } })
  const ruleList = await db.ruleList.findFirstOrThrow({ where: { accountId } })
  const lists = { listId: String(audience.id), ruleListId: String(ruleList.id) }
  return { ...ids, ...lists, folderId: String(folder.id) }
}

async function signInTo({ client }: FilledAccount, page: Page): Promise<void> {
  const { shortName } = await client.account.db.account.findUniqueOrThrow({ where: { id: client.accountId } })
  const email = `${shortName}@test.example`
  const user = ['--account', shortName, '--email', email, '--name', 'Owner']
  const { password } = JSON.parse(await admin('user', 'create', ...user, '--json'))
  await signIn(page, { email, password })
}

test('no page and no download shows what another account has', async ({ tenant, page, browser }) => {
  expect(tenant.shortName).toMatch(/\S/)
  const owner = await fillAccount()
  const ids = await idsOf(owner)
  const context = await browser.newContext()
  const theirs = loadingWhole(await context.newPage())
  await signInTo(owner, theirs)
  const before = await rowsOf(owner.client.accountId)
  const named = addresses.filter((address) => address.includes('['))
  expect(named.length).toBeGreaterThan(6)

  for (const address of named) {
    const path = filled(address, ids)
    expect([path, (await theirs.request.get(path)).status()]).toEqual([path, 200])
    const answer = await page.request.get(path)
    const text = await answer.text()
    // Not 200 with the not-found page in it, as a page answers that shows a skeleton first.
    expect([path, answer.status()]).toEqual([path, 404])
    // Of the owner's it has what was asked for, the id in the address, and nothing else.
    expect(text.replaceAll(path, ''), path).not.toContain(`${owner.mark}-`)
    expect(text.replaceAll(path, ''), path).not.toContain(`"${owner.mark}"`)
  }
  const searches = ['', `?q=${owner.mark}`, `?audience=${owner.mark}`, `?folder=${ids['folderId']}`]
  for (const address of addresses.filter((address) => !address.includes('['))) {
    for (const search of searches) {
      const answer = await page.request.get(`${address}${search}`)
      expect([address, answer.status()]).toEqual([address, 200])
      // What was searched for comes back in the search field; who was found has more behind it.
      expect(await answer.text(), `${address}${search}`).not.toMatch(new RegExp(`${owner.mark}-[02]`))
    }
  }
  expect(await rowsOf(owner.client.accountId)).toEqual(before)
  await context.close()
})
