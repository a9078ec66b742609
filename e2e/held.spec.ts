import type { Page } from '@playwright/test'
import { elsewhere, expect, expectAccessible, newUser, signIn, type Tenant, test } from './fixtures'

type Sent = { id: string; status: string }

const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => `c${from + at}`)

const replace = ({ call }: Tenant, rows: string[]) =>
  call('POST', 'audiences/vip/syncs?mode=replace', rows.join('\n'), 'text/plain') as Promise<Sent>

/** VIP has c1 to c300 of 400 contacts, and a sync that would leave c1 to c140, with c350 and a stranger, is held. */
async function holdSync(tenant: Tenant): Promise<Sent> {
  await tenant.call('POST', 'contacts', `id\n${ids(1, 400).join('\n')}\n`, 'text/csv')
  await tenant.call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  await tenant.call('PUT', 'audiences/other', JSON.stringify({ name: 'Other' }))
  expect((await replace(tenant, ids(1, 300))).status).toBe('done')
  const held = await replace(tenant, [...ids(1, 140), 'c350', 'nobody'])
  expect(held.status).toBe('held')
  return held
}

const members = async ({ call }: Tenant) =>
  ((await call('GET', 'audiences/vip')) as { members: number }).members

/** Presses a button, then the one of the dialog that asks, by keyboard alone. */
async function decide(page: Page, name: string, question: string): Promise<void> {
  await page.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('alertdialog')
  await expect(dialog).toContainText(question)
  await expectAccessible(page)
  await dialog.getByRole('button', { name }).focus()
  await page.keyboard.press('Enter')
}

test('a held sync is found in the overview and reviewed with its numbers, by keyboard alone', async ({
  page,
  tenant,
}) => {
  const held = await holdSync(tenant)
  await page.goto('/dynamic-lists?sync=held')
  await expect(page.getByRole('row').filter({ hasText: 'Other' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Remove Sync' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row').filter({ hasText: 'Other' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'VIP', exact: true }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('would take out 160 of 300 members and add 1.')).toBeVisible()
  await expectAccessible(page)
  await page.goBack()
  await page.getByRole('link', { name: 'Sync held: review the sync of VIP' }).focus()
  await page.keyboard.press('Enter')

  await expect(page.getByRole('heading', { level: 1, name: `Sync ${held.id}` })).toBeVisible()
  const review = page.getByRole('region', { name: 'Held for approval' })
  await expect(review).toContainText('160 of 300 members (53.3%)')
  await expect(review).toContainText(/300.*to.*141.*members/)
  await expect(review).toContainText('The audience has not changed since')
  await expect(
    page.getByRole('img', { name: 'Added 1, Removed 160, Unchanged 140, Unknown 1' }),
  ).toBeVisible()
  await review.getByText('100 of the 160 contacts that would leave').focus()
  await page.keyboard.press('Enter')
  await expect(review.getByRole('link', { name: 'c141', exact: true })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Changes 0' })).toBeVisible()
  await expectAccessible(page)
})

test('a held sync is approved and then undone, by keyboard alone', async ({ page, tenant }) => {
  const held = await holdSync(tenant)
  await page.goto(`/syncs/${held.id}`)
  await decide(page, 'Approve sync', 'Takes 160 of 300 contacts out of VIP and adds 1, which leaves 141.')
  await expect(
    page.getByText('1 joined and 160 left “VIP”, which has 141 members now.').first(),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Approve sync' })).toHaveCount(0)
  await expect(page.getByRole('link', { name: 'Changes 161' })).toBeVisible()
  await expect(page.getByText('Decided by')).toBeVisible()
  expect(await page.evaluate('document.activeElement?.tagName')).toBe('MAIN')
  expect(await members(tenant)).toBe(141)
  await expectAccessible(page)

  await decide(page, 'Undo sync', 'Brings back 160 contacts and takes out 1.')
  await expect(page.getByText('This sync was undone.')).toBeVisible()
  expect(await members(tenant)).toBe(300)
  await expect(page.getByRole('button', { name: 'Undo sync' })).toHaveCount(0)
  await page.getByRole('link', { name: /See sync/ }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText(`This is the undo of sync ${held.id}.`)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Undo sync' })).toBeVisible()
  await expectAccessible(page)
})

test('a rejected sync changes nothing, and its sender is told', async ({ page, tenant }) => {
  const held = await holdSync(tenant)
  await page.goto(`/syncs/${held.id}`)
  await decide(page, 'Reject sync', 'VIP keeps its 300 members. The 142 rows that were sent are dropped')
  await expect(page.getByText('It was looked at and rejected.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Held for approval' })).toHaveCount(0)
  await expect(page.getByText('Members it would leave')).toBeVisible()
  expect(await members(tenant)).toBe(300)
  expect(await tenant.call('GET', `syncs/${held.id}`)).toMatchObject({ status: 'rejected' })
  await page.goto('/dynamic-lists?sync=held')
  await expect(page.getByText('Nothing matches')).toBeVisible()
})

test('a viewer reads the numbers of a held sync and decides nothing', async ({ page, tenant }) => {
  const held = await holdSync(tenant)
  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  const theirs = await elsewhere(page)
  await signIn(theirs, viewer)
  await theirs.getByRole('link', { name: 'Sync held: review the sync of VIP' }).click()
  await expect(theirs.getByRole('region', { name: 'Held for approval' })).toContainText('160 of 300 members')
  await expect(theirs.getByRole('button', { name: /Approve|Reject|Undo/ })).toHaveCount(0)
  await expectAccessible(theirs)
  await theirs.goto(`/syncs/${Number(held.id) - 1}`)
  await expect(theirs.getByRole('button', { name: /Approve|Reject|Undo/ })).toHaveCount(0)
  await theirs.context().close()
})

test('whoever decides too late is told what the sync is now, and where the later one is', async ({
  page,
  tenant,
}) => {
  const held = await holdSync(tenant)
  await page.goto(`/syncs/${held.id}`)
  await page.getByRole('button', { name: 'Approve sync' }).click()
  const later = await replace(tenant, ids(1, 290))
  await page.getByRole('alertdialog').getByRole('button', { name: 'Approve sync' }).click()
  await expect(page.getByRole('alertdialog')).toContainText('There is nothing to decide about this sync')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('link', { name: `See sync ${later.id}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: `Sync ${later.id}` })).toBeVisible()
})

test('a sync in parts says how far it is while one looks, and which part a rejected row is in', async ({
  page,
  tenant,
}) => {
  await tenant.call('POST', 'contacts', 'id\nc1\nc2\n', 'text/csv')
  await tenant.call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  const { id } = (await tenant.call('POST', 'audiences/vip/syncs?mode=replace&upload=parts')) as Sent
  await page.goto(`/syncs/${id}`)
  const progress = page.getByRole('list', { name: 'Progress' })
  await expect(progress).toContainText('0 parts received')
  await tenant.call('PUT', `syncs/${id}/parts/1`, 'c1\nnobody', 'text/plain')
  await expect(progress).toContainText('1 part received')
  await expectAccessible(page)
  await tenant.call('PUT', `syncs/${id}/parts/2`, 'c2\nnobody else', 'text/plain')
  await tenant.call('POST', `syncs/${id}/commit`, JSON.stringify({ parts: 2 }))
  await expect(progress).toHaveCount(0)
  await page.goto(`/syncs/${id}?show=rejections`)
  const grid = page.getByRole('grid', { name: 'Rejections' })
  await expect(grid.getByRole('row').filter({ hasText: 'nobody else' })).toContainText(/2\s*2/)
})
