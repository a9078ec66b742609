import { expect, expectAccessible, type Tenant, test } from './fixtures'

async function createContacts({ call }: Tenant): Promise<void> {
  await call('POST', 'contacts', 'id\nc1\nc2\nc3\n', 'text/csv')
  await call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
}

const sync = ({ call }: Tenant, mode: string, ids: string) =>
  call('POST', `audiences/vip/syncs?mode=${mode}`, ids, 'text/plain')

test('a sync appears by itself while one looks, on an empty page and above others', async ({
  page,
  tenant,
}) => {
  await createContacts(tenant)
  await page.goto('/syncs')
  await expect(page.getByText('No syncs yet')).toBeVisible()
  await expectAccessible(page)

  const rows = page.getByRole('grid', { name: 'Syncs' }).getByRole('row').filter({ hasText: 'VIP' })
  await sync(tenant, 'replace', 'c1\nc2\nnobody')
  await expect(rows).toHaveCount(1)
  await sync(tenant, 'remove', 'c2')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText('Remove')
  await expectAccessible(page)
})

test('the syncs of one audience are beside its contacts, and lead to what each did', async ({
  page,
  tenant,
}) => {
  await createContacts(tenant)
  await sync(tenant, 'replace', 'c1\nc2\nnobody')
  await sync(tenant, 'add', 'c3')
  await page.goto('/dynamic-lists')
  await page.getByRole('link', { name: 'VIP' }).click()
  const tabs = page.getByRole('navigation', { name: 'About this list' })
  await tabs.getByRole('link', { name: 'Syncs' }).focus()
  await page.keyboard.press('Enter')
  const table = page.getByRole('grid', { name: 'Syncs' })
  await expect(table.getByRole('row')).toHaveCount(3)
  await expectAccessible(page)
  await table.getByRole('link', { name: 'Replace' }).focus()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: /Sync \d+/ })).toBeVisible()
  await expect(page.getByRole('img', { name: 'Added 2, Removed 0, Unchanged 0, Unknown 1' })).toBeVisible()
  const changes = page.getByRole('grid', { name: 'Changes' })
  await expect(changes.getByRole('link')).toHaveText(['c1', 'c2'])
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Rejected rows 1' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('grid', { name: 'Rejections' })).toContainText('nobody')
  await expect(page.getByRole('link', { name: 'Rejected rows 1' })).toHaveAttribute('aria-current', 'page')
  await expectAccessible(page)
})

test('syncs are narrowed by how they ended, and the filter is in the address', async ({ page, tenant }) => {
  await createContacts(tenant)
  await sync(tenant, 'replace', 'c1')
  await page.goto('/syncs')
  await page.getByRole('button', { name: 'Filter' }).focus()
  await page.keyboard.press('Enter')
  await expectAccessible(page)
  await page.getByRole('menuitemcheckbox', { name: 'Failed' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/status=failed/)
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page.getByRole('grid', { name: 'Syncs' }).getByRole('link', { name: 'VIP' })).toBeVisible()
})

for (const width of [390, 1440]) {
  test(`nothing of a sync is out of sight at ${width} pixels`, async ({ page, tenant }) => {
    await page.setViewportSize({ width, height: 900 })
    await createContacts(tenant)
    await sync(tenant, 'replace', 'c1\nc2')
    await page.goto('/syncs')
    const row = page.getByRole('grid', { name: 'Syncs' }).getByRole('row').filter({ hasText: 'VIP' })
    await expect(row.getByRole('gridcell', { name: /^(Added )?2$/ }).first()).toBeInViewport()
    const hidden = `[...document.querySelectorAll('[role=grid] tbody *')]
      .filter((part) => part.getBoundingClientRect().right > innerWidth).length`
    expect(await page.evaluate(hidden)).toBe(0)
  })
}

test('a sync that is not there gets a page that says so', async ({ page, tenant }) => {
  expect(tenant.shortName).not.toBe('')
  expect((await page.goto('/syncs/999999999'))?.status()).toBe(404)
  await expect(page.getByText('There is no such sync')).toBeVisible()
  await expectAccessible(page)
})
