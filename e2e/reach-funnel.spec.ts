import { expect, expectAccessible, test } from './fixtures'

test('the reach of a list is shown step by step, for the permission that a mailing would ask for', async ({
  page,
  tenant,
}) => {
  const people = Array.from({ length: 10 }, (_, n) => ({
    id: `c${n}`,
    ...(n > 1 && { email: `c${n}@shop.example` }),
    permissions: [{ bit: 1, granted: n > 5 }],
  }))
  const lines = people.map((person) => JSON.stringify(person)).join('\n')
  await tenant.call('POST', 'contacts', lines, 'application/x-ndjson')
  await tenant.call('PUT', 'audiences/vip', JSON.stringify({ name: 'VIP' }))
  const ids = people.map(({ id }) => id).join('\n')
  await tenant.call('POST', 'audiences/vip/syncs?mode=replace', ids, 'text/plain')

  await page.goto('/dynamic-lists')
  await page.getByRole('grid').getByRole('link', { name: 'VIP' }).click()
  await page.getByRole('link', { name: 'Reach', exact: true }).click()
  const steps = page.getByRole('figure').getByRole('listitem')
  await expect(page.getByText('A mailing would reach 8 of 10 contacts')).toBeVisible()
  await expect(steps).toHaveCount(3)
  await expect(steps.last()).toContainText('2 without an address')
  await expectAccessible(page)

  await page.getByLabel('Permission of the mailing').selectOption('Newsletter')
  await page.getByRole('button', { name: 'Count reach' }).focus()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/permission=1/)
  await expect(page.getByText('A mailing would reach 4 of 10 contacts')).toBeVisible()
  await expect(steps.last()).toContainText('4 without the permission')
  await expect(page.getByLabel('Permission of the mailing')).toHaveValue('1')
  await expectAccessible(page)
  await page.goBack()
  await expect(page.getByText('A mailing would reach 8 of 10 contacts')).toBeVisible()
  await expect(page.getByLabel('Permission of the mailing')).toHaveValue('')
})
