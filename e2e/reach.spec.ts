import { db } from '@/lib/platform/db'
import { elsewhere, expect, expectAccessible, newUser, signIn, type Tenant, test } from './fixtures'

/** VIP has four contacts, one without an e-mail address and one who is inactive. */
async function syncVip({ call, shortName }: Tenant): Promise<void> {
  const contacts = [
    { id: 'c1', email: 'c1@shop.example' },
    { id: 'c2', email: 'c2@shop.example' },
    { id: 'c3', email: 'c3@shop.example' },
    { id: 'c4' },
  ].map((contact) => JSON.stringify(contact))
  await call('POST', 'contacts', contacts.join('\n'), 'application/x-ndjson')
  await db().contact.updateMany({
    where: { account: { shortName }, externalId: 'c3' },
    data: { status: 'inactive' },
  })
  await call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  await call('POST', 'audiences/vip/syncs?mode=replace', 'c1\nc2\nc3\nc4', 'text/plain')
  await call('PUT', 'audiences/empty', JSON.stringify({ name: 'Empty' }))
}

const cellOf = (row: string[], headings: string[], heading: string) => row[headings.indexOf(heading)]

test('the overview shows how many of each audience can be mailed, and hides it when asked to', async ({
  page,
  tenant,
}) => {
  await syncVip(tenant)
  await page.goto('/dynamic-lists')
  const grid = page.getByRole('grid', { name: 'Dynamic lists' })
  const reachOf = async (name: string) => {
    const headings = await grid.getByRole('columnheader').allInnerTexts()
    const cells = await grid.getByRole('row').filter({ hasText: name }).getByRole('gridcell').allInnerTexts()
    return [cellOf(cells, headings, 'Contacts'), cellOf(cells, headings, 'Reach')]
  }
  await expect.poll(() => reachOf('VIP')).toEqual(['4', '2'])
  expect(await reachOf('Empty')).toEqual(['0', '0'])
  await expectAccessible(page)

  await page.getByRole('button', { name: 'View' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Reach' }).click()
  await expect(grid.getByRole('columnheader', { name: 'Reach' })).toHaveCount(0)
  let asked = 0
  page.on('request', (request) => {
    if (request.url().includes('reach.json')) asked++
  })
  await page.reload()
  await expect(grid.getByRole('row').filter({ hasText: 'VIP' })).toContainText('4')
  await page.waitForLoadState('networkidle')
  expect(asked).toBe(0)
})

test('a count that did not come is a dash that says why, and counting is not for strangers', async ({
  page,
  tenant,
}) => {
  await syncVip(tenant)
  await page.route('**/reach.json*', (route) => route.abort())
  await page.goto('/dynamic-lists')
  const grid = page.getByRole('grid', { name: 'Dynamic lists' })
  const why = 'The count did not come. Reload the page to try again.'
  const dash = grid.getByRole('row').filter({ hasText: 'VIP' }).getByRole('img', { name: why })
  await expect(dash).toHaveText('–')
  await dash.hover()
  await expect(page.getByRole('tooltip')).toContainText(why)
  await expectAccessible(page)
  await page.unroute('**/reach.json*')
  await page.reload()
  await expect(grid.getByRole('row').filter({ hasText: 'VIP' })).toContainText('2')
  await expect(dash).toHaveCount(0)

  const [row] = await grid.getByRole('link', { name: 'VIP' }).all()
  const id = (await row?.getAttribute('href'))?.split('/').at(-1) ?? ''
  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  const theirs = await elsewhere(page)
  await theirs.goto('/login')
  const stranger = await theirs.request.get(`/dynamic-lists/reach.json?ids=${id}`)
  expect(await stranger.text()).not.toContain('"reach"')
  await signIn(theirs, viewer)
  const answer = await theirs.request.get(`/dynamic-lists/reach.json?ids=${id}`)
  expect(await answer.json()).toEqual({ reach: { [id]: 2 } })
  expect((await theirs.request.get('/dynamic-lists/reach.json?ids=all')).status()).toBe(400)
  await theirs.context().close()
})
