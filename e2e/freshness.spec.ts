import { db } from '@/lib/platform/db'
import { elsewhere, expect, expectAccessible, newUser, signIn, type Tenant, test } from './fixtures'

const putVip = ({ call }: Tenant, settings = {}) =>
  call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP', ...settings }))

/** As if the audience had been made two hours ago and nothing had come since. */
async function twoHoursPass({ shortName }: Tenant): Promise<void> {
  await db().$executeRaw`
    update list set created_at = created_at - interval '2 hours'
    where account_id = (select id from account where short_name = ${shortName})`
}

test('a marketer says how often a sync is expected, sees it overdue wherever it can be picked, and clears it', async ({
  page,
  tenant,
}) => {
  await putVip(tenant)
  await tenant.call('PUT', 'audiences/other', JSON.stringify({ name: 'Other' }))
  await page.goto('/dynamic-lists')
  await page.getByRole('link', { name: 'VIP', exact: true }).click()
  const properties = page.getByRole('region', { name: 'Properties' })
  await expect(properties).toContainText('Not set')
  await expect(properties).toContainText('Over 50% and at least 100 contacts')

  const edit = page.getByRole('button', { name: 'Edit sync settings' })
  await edit.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Sync settings' })
  await expect(dialog.getByLabel('Expected sync')).toBeFocused()
  await expect(dialog.getByLabel('More than')).toHaveAccessibleDescription(/Account’s default: 50/)
  await dialog.getByLabel('Expected sync').selectOption('Every hour')
  await dialog.getByLabel('And at least').fill('7')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(page.getByText('Sync settings saved').first()).toBeVisible()
  await expect(edit).toBeFocused()
  await expect(properties).toContainText('Every hour')
  await expect(properties).toContainText('Over 50% and at least 7 contacts')
  // Its sender does not mention them, and leaves them.
  await putVip(tenant)
  expect(await tenant.call('GET', 'audiences/vip')).toMatchObject({
    syncEveryMinutes: 60,
    guardShare: null,
    guardMin: 7,
  })

  await twoHoursPass(tenant)
  await page.reload()
  await expect(properties.getByText('Stale')).toBeVisible()
  await page.goto('/dynamic-lists?sync=stale')
  await expect(page.getByRole('row').filter({ hasText: 'VIP' })).toContainText('Stale')
  await expect(page.getByRole('row').filter({ hasText: 'Other' })).toHaveCount(0)
  await page.keyboard.press('ControlOrMeta+k')
  await page.keyboard.type('vip')
  await expect(page.getByRole('option', { name: /VIP/ })).toContainText('Stale')
  await expectAccessible(page)
  await page.keyboard.press('Enter')

  await edit.click()
  await dialog.getByLabel('Expected sync').selectOption('Not expected')
  await dialog.getByLabel('And at least').fill('')
  await dialog.getByRole('button', { name: 'Save sync settings' }).click()
  await expect(properties).toContainText('Not set')
  await expect(properties.getByText('Stale')).toHaveCount(0)
  await expect(properties).toContainText('The account’s default')
})

test('a custom cadence and a guard are mended where they are wrong, and what was typed stays', async ({
  page,
  tenant,
}) => {
  await putVip(tenant, { syncEveryMinutes: 90, guardShare: 20 })
  await page.goto('/dynamic-lists')
  await page.getByRole('link', { name: 'VIP', exact: true }).click()
  await page.getByRole('button', { name: 'Edit sync settings' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sync settings' })
  await expect(dialog.getByLabel('Expected sync')).toHaveValue('custom')
  await expect(dialog.getByLabel('Every', { exact: true })).toHaveValue('90')
  await expect(dialog.getByLabel('Unit')).toHaveValue('minutes')
  await dialog.getByLabel('Every', { exact: true }).fill('400')
  await dialog.getByLabel('Unit').selectOption('days')
  await dialog.getByRole('button', { name: 'Save sync settings' }).click()
  await expect(dialog.getByLabel('Every', { exact: true })).toHaveAccessibleDescription(/up to 366 days/)
  await expect(dialog.getByLabel('Unit')).toHaveValue('days')
  await dialog.getByLabel('Every', { exact: true }).fill('3')
  await dialog.getByLabel('More than').fill('120')
  await dialog.getByRole('button', { name: 'Save sync settings' }).click()
  await expect(dialog.getByLabel('More than')).toHaveAccessibleDescription('At most 100%.')
  await expect(dialog.getByLabel('Every', { exact: true })).toHaveValue('3')
  await expectAccessible(page)
  await dialog.getByLabel('More than').fill('12')
  await dialog.getByRole('button', { name: 'Save sync settings' }).click()
  const properties = page.getByRole('region', { name: 'Properties' })
  await expect(properties).toContainText('Every 3 days')
  await expect(properties).toContainText('Over 12% and at least 100 contacts')
})

test("a viewer sees what is expected and changes nothing; the account's guard is an owner's", async ({
  page,
  tenant,
}) => {
  await putVip(tenant, { syncEveryMinutes: 1440 })
  const viewer = await newUser(tenant, 'viewer', 'Vera Viewer')
  await page.goto('/settings')
  await page.getByLabel('More than').fill('')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByLabel('More than')).toHaveAccessibleDescription('Enter a number.')
  await page.getByLabel('More than').fill('30')
  await page.getByLabel('And at least').fill('10')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Settings saved').first()).toBeVisible()
  await expectAccessible(page)

  const theirs = await elsewhere(page)
  await signIn(theirs, viewer)
  await theirs.getByRole('link', { name: 'VIP', exact: true }).click()
  const properties = theirs.getByRole('region', { name: 'Properties' })
  await expect(properties).toContainText('Every day')
  await expect(properties).toContainText('Over 30% and at least 10 contacts')
  await expect(theirs.getByRole('button', { name: 'Edit sync settings' })).toHaveCount(0)
  await theirs.goto('/settings')
  await expect(theirs.getByLabel('More than')).not.toBeEditable()
  await expectAccessible(theirs)
  await theirs.context().close()
})
