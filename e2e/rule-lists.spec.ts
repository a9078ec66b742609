import type { Locator, Page } from '@playwright/test'
import { db } from '@/lib/platform/db'
import {
  elsewhere,
  expect,
  expectAccessible,
  loadingWhole,
  newUser,
  signIn,
  type Tenant,
  test,
} from './fixtures'

/** Ann and Bob live in The Hague, Ann and Eve are in VIP; of Bob there is no e-mail address. */
async function fill({ call }: Tenant): Promise<void> {
  const contacts = [
    { id: 'ann', email: 'ann@shop.example', properties: { city: 'Den Haag', gender: 'F' } },
    { id: 'bob', properties: { city: 'den haag', gender: 'M' } },
    { id: 'eve', email: 'eve@shop.example', properties: { city: 'Utrecht', birthdate: '1990-02-03' } },
    { id: 'non', email: 'non@shop.example' },
  ].map((contact) => JSON.stringify(contact))
  await call('POST', 'contacts', contacts.join('\n'), 'application/x-ndjson')
  await call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  await call('POST', 'audiences/vip/syncs?mode=replace', 'ann\neve', 'text/plain')
}

const part = (page: Page, name: string) => page.getByRole('region', { name })
const selection = (page: Page, n = 1) =>
  part(page, 'Who is in').getByRole('group', { name: `selection ${n}` })
const refinement = (within: Locator, n = 1) => within.getByRole('group', { name: `Refinement ${n}` })
const count = (page: Page) => page.getByRole('status', { name: 'Count' })
const members = (page: Page) => page.getByRole('grid', { name: 'Contacts of this list' })
const lists = (page: Page) => page.getByRole('grid', { name: 'Dynamic lists' })

async function ask(row: Locator, about: string, how: string): Promise<void> {
  await row.getByLabel('About').selectOption({ label: about })
  await row.getByLabel('How').selectOption({ label: how })
}

/** Made as somebody makes it: those who live in The Hague. */
async function makeHaag(page: Page): Promise<void> {
  await page.goto('/dynamic-lists/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('The Hague')
  const row = refinement(selection(page))
  await ask(row, 'City', 'is')
  await row.getByLabel('Value').fill('den haag')
  await page.getByRole('button', { name: 'Create dynamic list' }).click()
  await expect(page.getByRole('heading', { name: 'The Hague' })).toBeVisible()
}

test('a list is made from rules by keyboard, counted while it is, and has who meets them', async ({
  page,
  tenant,
}) => {
  await fill(tenant)
  await page.goto('/dynamic-lists')
  await page.getByRole('link', { name: 'New dynamic list' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'New dynamic list' })).toBeVisible()
  await expect(count(page)).toContainText('3 contacts, reach 3')
  await expectAccessible(page)

  await page.getByRole('textbox', { name: 'Name' }).focus()
  await page.keyboard.type('The Hague')
  await page.keyboard.press('Tab')
  const first = refinement(selection(page))
  await expect(first.getByLabel('About')).toBeFocused()
  await page.keyboard.type('City')
  await expect(first.getByLabel('About')).toHaveValue('property:city')
  await page.keyboard.press('Tab')
  await expect(first.getByLabel('How')).toBeFocused()
  await page.keyboard.type('contains')
  await page.keyboard.press('Tab')
  await expect(count(page)).toContainText('Fill in every value')
  await page.keyboard.type('HAAG')
  await expect(count(page)).toContainText('2 contacts, reach 1')

  await selection(page).getByRole('button', { name: 'Add refinement' }).focus()
  await page.keyboard.press('Enter')
  const second = refinement(selection(page), 2)
  await expect(second.getByLabel('About')).toBeFocused()
  await page.keyboard.type('Audience')
  await expect(second.getByLabel('How')).toHaveValue('member')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  const picker = page.getByRole('dialog', { name: 'Choose a list' })
  await expect(picker.getByRole('option', { name: 'VIP' })).toBeVisible()
  await page.keyboard.type('vi')
  await expect(picker.getByRole('option', { name: 'VIP' })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(picker).toHaveCount(0)
  await expect(second.getByRole('button', { name: 'List: VIP. Choose another' })).toBeFocused()
  await expect(count(page)).toContainText('1 contact, reach 1')

  await page.getByRole('button', { name: 'Add exclusion' }).focus()
  await page.keyboard.press('Enter')
  await expect(count(page)).toContainText('0 contacts, reach 0')
  const excluded = part(page, 'Who is left out').getByRole('group', { name: 'exclusion 1' })
  await expectAccessible(page)
  await excluded.getByRole('button', { name: 'Remove exclusion 1' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Add exclusion' })).toBeFocused()
  await expect(count(page)).toContainText('1 contact, reach 1')

  await page.getByRole('button', { name: 'Create dynamic list' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'The Hague' })).toBeVisible()
  await expect(members(page).getByRole('row', { name: /ann/ })).toBeVisible()
  await expect(members(page).getByRole('row', { name: /bob|eve|non/ })).toHaveCount(0)
  await expect(page.getByRole('region', { name: 'Properties' })).toContainText('Counted')
  await expectAccessible(page)
})

test('what is not filled in is said at its field, and what is filled in is not lost unasked', async ({
  page,
  tenant,
}) => {
  await fill(tenant)
  await page.goto('/dynamic-lists/new')
  const row = refinement(selection(page))
  await ask(row, 'City', 'is')
  await page.getByRole('button', { name: 'Create dynamic list' }).click()
  await expect(row.getByText('Enter a text.')).toBeVisible()
  await expect(row.getByLabel('Value')).toBeFocused()
  await row.getByLabel('Value').fill('x')
  await page.getByRole('button', { name: 'Create dynamic list' }).click()
  await expect(page.getByText('Give a name.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await ask(row, 'Date of birth', 'is between')
  await row.getByLabel('From').fill('1990-02-03')
  await row.getByLabel('To').fill('1990-02-02')
  await expect(row.getByText('Enter the larger or the later of the two here.')).toBeVisible()
  await expectAccessible(page)

  await page.getByRole('link', { name: 'Cancel' }).click()
  const question = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(row.getByLabel('From')).toHaveValue('1990-02-03')
  await page.getByRole('link', { name: 'Cancel' }).click()
  await question.getByRole('button', { name: 'Leave without saving' }).click()
  await expect(page).toHaveURL(/\/dynamic-lists$/)

  await page.getByRole('link', { name: 'New dynamic list' }).click()
  await ask(row, 'City', 'ends with')
  await row.getByLabel('Value').fill('haag')
  await page.goBack()
  await expect(lists(page)).toBeVisible()
  await page.goForward()
  await expect(page.getByText('What you had filled in here and not saved is back.')).toBeVisible()
  await expect(row.getByLabel('Value')).toHaveValue('haag')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Start over' }).click()
  await expect(row.getByLabel('About')).toHaveValue('email')
})

test('a list is edited, copied, renamed and deleted, and of two who edit one the second is told', async ({
  page,
  tenant,
}) => {
  await fill(tenant)
  await makeHaag(page)
  await expect(members(page).getByRole('row', { name: /ann|bob/ })).toHaveCount(2)
  await page.getByRole('link', { name: 'Edit rules' }).click()
  await expect(page).toHaveURL(/\/edit$/)
  const theirs = loadingWhole(await page.context().newPage())
  await theirs.goto(page.url())
  await expect(refinement(selection(page)).getByLabel('Value')).toHaveValue('den haag')
  await refinement(selection(page)).getByLabel('How').selectOption({ label: 'is not' })
  await expect(page.getByText('Contacts without a value meet this too.')).toBeVisible()
  await expect(count(page)).toContainText('2 contacts, reach 2')
  await page.getByRole('button', { name: 'Save rules' }).click()
  await expect(members(page).getByRole('row', { name: /eve|non/ })).toHaveCount(2)

  await refinement(selection(theirs)).getByLabel('Value').fill('Utrecht')
  await theirs.getByRole('button', { name: 'Save rules' }).click()
  await expect(theirs.getByText('Somebody else changed these rules while you edited them.')).toBeVisible()
  await expect(refinement(selection(theirs)).getByLabel('Value')).toHaveValue('Utrecht')
  await expectAccessible(theirs)
  await theirs.close({ runBeforeUnload: false })

  await page.goto('/dynamic-lists')
  const row = (name: string) => lists(page).getByRole('row').filter({ hasText: name })
  const choose = async (name: string, action: string) => {
    await row(name).click({ button: 'right' })
    await page.getByRole('menuitem', { name: action }).click()
  }
  await expect(row('The Hague')).toContainText('Rules')
  await choose('The Hague', 'Copy')
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Copy of The Hague')
  await page.getByRole('textbox', { name: 'Name' }).fill('the hague')
  await page.getByRole('button', { name: 'Copy list' }).click()
  await expect(page.getByText('There is a rule-based list with this name already.')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('textbox', { name: 'Name' }).fill('Elsewhere')
  await page.getByRole('button', { name: 'Copy list' }).click()
  await expect(row('Elsewhere')).toBeVisible()
  await choose('Elsewhere', 'Rename')
  await page.getByRole('textbox', { name: 'Name' }).fill('Not in The Hague')
  await page.getByRole('button', { name: 'Rename list' }).click()
  await expect(row('Not in The Hague')).toBeVisible()
  await choose('Not in The Hague', 'Delete')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Delete list' }).click()
  // Behind an open dialog no row is found, whether it is there or not.
  await expect(page.getByRole('alertdialog')).toHaveCount(0)
  await expect(row('Not in The Hague')).toHaveCount(0)
  await choose('The Hague', 'Edit')
  await expect(page.getByRole('heading', { name: 'Rules of The Hague' })).toBeVisible()
})

test('an audience that rules name stays until they name it no more, and says where', async ({
  page,
  tenant,
  request,
}) => {
  await fill(tenant)
  await page.goto('/dynamic-lists/new')
  await page.getByRole('textbox', { name: 'Name' }).fill('Best of VIP')
  const row = refinement(selection(page))
  await ask(row, 'Audience or static list', 'is not in')
  await row.getByRole('button', { name: 'List: choose one' }).click()
  await page.getByRole('option', { name: 'VIP' }).click()
  await expect(count(page)).toContainText('2 contacts, reach 1')
  await page.getByRole('button', { name: 'Create dynamic list' }).click()
  await expect(page.getByRole('heading', { name: 'Best of VIP' })).toBeVisible()

  const headers = { authorization: `Bearer ${tenant.token}` }
  const refused = await request.delete('/api/v1/audiences/vip', { headers })
  expect(refused.status()).toBe(409)
  expect(await refused.json()).toMatchObject({
    code: 'in_use',
    usages: [{ kind: 'dynamic-list', name: 'Best of VIP', blocking: true }],
  })
  await page.goto('/dynamic-lists')
  await lists(page).getByRole('link', { name: 'VIP', exact: true }).click()
  await page.getByRole('link', { name: 'Used in' }).click()
  const usage = page.getByRole('table', { name: 'Used in' }).getByRole('row', { name: /Best of VIP/ })
  await expect(usage).toContainText('Blocks deletion')
  await expectAccessible(page)
  await usage.getByRole('link', { name: 'Best of VIP' }).click()
  await expect(members(page).getByRole('row', { name: /bob|non/ })).toHaveCount(2)
})

test('a count that nobody waits for any more is stopped in the database', async ({ page, tenant }) => {
  await fill(tenant)
  await page.goto('/dynamic-lists/new')
  await expect(count(page)).toContainText('3 contacts')
  const row = refinement(selection(page))
  // Those of other tests wait for the lock as well, until they are let go.
  const waiting = async () => {
    const counts = await db().$queryRaw<{ id: string }[]>`
      select concat_ws(' ', pid, query_start) as id from pg_stat_activity
      where wait_event_type = 'Lock' and query like '%as members%' and pid <> pg_backend_pid()`
    return counts.map(({ id }) => id)
  }
  await ask(row, 'City', 'is')
  await db().$transaction(
    async (tx) => {
      await tx.$executeRaw`lock table contact in access exclusive mode`
      const others = await waiting()
      let begun: string[] = []
      const begin = async () => (begun = (await waiting()).filter((id) => !others.includes(id)))
      const stopped = async () => {
        const still = await waiting()
        return begun.filter((id) => !still.includes(id))
      }
      await row.getByLabel('Value').fill('den haag')
      await expect.poll(begin, { intervals: [50] }).not.toEqual([])
      await row.getByLabel('Value').fill('')
      await expect.poll(stopped, { intervals: [50], timeout: 2_000 }).not.toEqual([])
      await row.getByLabel('Value').fill('den haag')
      await expect(count(page)).toContainText('took too long', { timeout: 15_000 })
      await expectAccessible(page)
    },
    { timeout: 30_000 },
  )
})

test('a viewer sees who is in a list, and nothing that changes it', async ({ page, tenant }) => {
  await fill(tenant)
  await makeHaag(page)
  const path = new URL(page.url()).pathname
  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  const theirs = await elsewhere(page)
  await signIn(theirs, viewer)
  await expect(theirs.getByRole('link', { name: 'New dynamic list' })).toHaveCount(0)
  await lists(theirs).getByRole('row').filter({ hasText: 'The Hague' }).click({ button: 'right' })
  await expect(theirs.getByRole('menuitem', { name: /Export as CSV/ })).toBeVisible()
  for (const name of ['Edit', 'Copy', 'Rename', 'Delete']) {
    await expect(theirs.getByRole('menuitem', { name })).toHaveCount(0)
  }
  await theirs.keyboard.press('Escape')
  await theirs.goto(path)
  await expect(members(theirs).getByRole('row', { name: /ann|bob/ })).toHaveCount(2)
  await expect(theirs.getByRole('link', { name: 'Edit rules' })).toHaveCount(0)
  expect((await theirs.goto(`${path}/edit`))?.status()).toBe(404)
  expect((await theirs.goto('/dynamic-lists/new'))?.status()).toBe(404)
  const rules = { selections: [{ refinements: [{ on: 'status', status: 'active' }] }] }
  const preview = await theirs.request.post('/dynamic-lists/preview.json', { data: rules })
  expect(preview.status()).toBe(403)
  await theirs.context().close()
})

test('what is sent to be counted has bounds, and comes from nobody who is not signed in', async ({
  page,
  tenant,
}) => {
  await fill(tenant)
  const active = { on: 'status', status: 'active' }
  const preview = async (data: unknown, headers: Record<string, string> = {}) => {
    const answer = await page.request.post('/dynamic-lists/preview.json', { data, headers, maxRedirects: 0 })
    return [answer.status(), await answer.text()] as const
  }
  const rulesOf = (...refinements: unknown[]) => ({ selections: [{ refinements }] })
  expect(await preview(rulesOf(active))).toEqual([200, '{"count":{"members":4,"reach":3}}'])
  let deep: unknown = active
  for (let level = 0; level < 20; level++) deep = { refinements: [deep] }
  for (const [rules, status, told] of [
    [{ selections: [deep] }, 422, 'at most 7 levels'],
    [rulesOf(...Array.from({ length: 500 }, () => active)), 422, 'these have 500'],
    [
      rulesOf({ on: 'list', list: { kind: 'audience', id: 2_147_483_647 }, member: true }),
      422,
      'no such list',
    ],
    [Buffer.from('{"selections":'), 400, 'not JSON'],
    [rulesOf({ x: 'x'.repeat(200_000) }), 413, 'large'],
  ] as const) {
    const [answered, text] = await preview(rules, { 'content-type': 'application/json' })
    expect([answered, text]).toEqual([status, expect.stringContaining(told)])
  }
  expect((await preview(JSON.stringify(rulesOf(active)), { 'content-type': 'text/plain' }))[0]).toBe(415)
  const stranger = await elsewhere(page)
  const asked = await stranger.request.post(`${new URL(page.url()).origin}/dynamic-lists/preview.json`, {
    data: rulesOf(active),
    maxRedirects: 0,
  })
  expect(await asked.text()).not.toContain('members')
  await stranger.context().close()
})
