import type { Page } from '@playwright/test'
import {
  elsewhere,
  expect,
  expectAccessible,
  newTenant,
  newUser,
  signIn,
  type Tenant,
  test,
} from './fixtures'

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `c${from + at}`)

async function newAudience({ call }: Tenant, id: string, name: string, members: string[]): Promise<void> {
  await call('PUT', `audiences/${id}`, JSON.stringify({ name }))
  if (members.length > 0) {
    await call('POST', `audiences/${id}/syncs?mode=replace`, members.join('\n'), 'text/plain')
  }
}

/** 100 in VIP, 80 in Lapsed of which 40 are in VIP, nobody in Empty. */
async function fill(tenant: Tenant): Promise<void> {
  await tenant.call('POST', 'contacts', `id\n${ids(1, 200).join('\n')}\n`, 'text/csv')
  await newAudience(tenant, 'vip', 'VIP', ids(1, 100))
  await newAudience(tenant, 'lapsed', 'Lapsed', ids(61, 140))
  await newAudience(tenant, 'empty', 'Empty', [])
}

async function openOverlap(page: Page): Promise<string> {
  await page.goto('/dynamic-lists')
  await page.getByRole('link', { name: 'VIP', exact: true }).click()
  await page.getByRole('link', { name: 'Overlap' }).click()
  await expect(page).toHaveURL(/\/overlap$/)
  return page.url()
}

const rows = (page: Page) => page.getByRole('table', { name: 'Overlap' }).getByRole('row')

test('another list is found and compared with, by keyboard alone, and Back leads out again', async ({
  page,
  tenant,
}) => {
  await fill(tenant)
  await openOverlap(page)
  await expect(page.getByText('Which list to compare with?')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Compare with: choose a list' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Compare with' })
  await expect(dialog.getByRole('option')).toHaveText([/^Empty.*0 contacts$/, /^Lapsed.*80 contacts$/])
  await expectAccessible(page)
  await page.keyboard.type('vip')
  await expect(dialog.getByText('Nothing goes by “vip”.')).toBeVisible()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('aps')
  const found = dialog.getByRole('option', { name: /Lapsed/ })
  await expect(dialog.getByRole('option')).toHaveCount(1)
  await expect(found.getByRole('img', { name: 'Audience, synced from outside' })).toBeVisible()
  await page.keyboard.press('Enter')

  await expect(page).toHaveURL(/with=\d+/)
  await expect(page.getByText('40 contacts are in both: 40% of “VIP” and 50% of “Lapsed”.')).toBeVisible()
  await expect(rows(page).nth(1)).toContainText(/Only in VIP.*60.*60%/)
  await expect(rows(page).nth(2)).toContainText(/In both.*40.*40%.*50%/)
  await expect(rows(page).nth(3)).toContainText(/Only in Lapsed.*40.*50%/)
  await expect(rows(page).nth(4)).toContainText(/In either.*140/)
  await expectAccessible(page)
  await page.reload()
  await expect(rows(page)).toHaveCount(5)

  await page.getByRole('button', { name: 'Compare with another list than Lapsed' }).click()
  await dialog.getByRole('option', { name: /Empty/ }).click()
  await expect(
    page.getByText('“Empty” is empty, so nobody is in both; “VIP” has 100 contacts.'),
  ).toBeVisible()
  await page.goBack()
  await expect(page.getByText('40 contacts are in both')).toBeVisible()
  await page.goBack()
  await expect(page.getByText('Which list to compare with?')).toBeVisible()
})

test('a list of another account, itself or none is no list to compare with', async ({
  page,
  tenant,
  baseURL,
}) => {
  await fill(tenant)
  const other = await newTenant(baseURL ?? '')
  await fill(other)
  const theirs = await elsewhere(page)
  await signIn(theirs, other)
  const foreign = (await openOverlap(theirs)).match(/dynamic-lists\/(\d+)/)?.[1]
  expect(foreign).toBeDefined()
  await theirs.context().close()

  const own = await openOverlap(page)
  const itself = own.match(/dynamic-lists\/(\d+)/)?.[1]
  for (const wanted of [foreign, itself, '999999999', 'x']) {
    await page.goto(`${own}?with=${wanted}`)
    await expect(page.getByText('There is no such list to compare with')).toBeVisible()
    await expect(rows(page)).toHaveCount(0)
  }
  await expectAccessible(page)
})

test('the only list has nothing to compare with; long names and a viewer on a phone do', async ({
  page,
  tenant,
}) => {
  await tenant.call('POST', 'contacts', `id\n${ids(1, 3).join('\n')}\n`, 'text/csv')
  await newAudience(tenant, 'vip', 'VIP', ids(1, 3))
  await openOverlap(page)
  await expect(page.getByText('Nothing to compare with yet')).toBeVisible()
  await expectAccessible(page)

  const name = 'W'.repeat(255)
  await newAudience(tenant, 'long', name, ids(2, 3))
  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  const theirs = await elsewhere(page)
  await theirs.setViewportSize({ width: 390, height: 844 })
  await signIn(theirs, viewer)
  await openOverlap(theirs)
  await theirs.getByRole('button', { name: 'Compare with: choose a list' }).click()
  await theirs.getByRole('option').click()
  await expect(theirs.getByText(`All 2 contacts of “${name}” are in “VIP”, which has 1 more.`)).toBeVisible()
  expect(await theirs.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await expectAccessible(theirs)
  await theirs.context().close()
})
