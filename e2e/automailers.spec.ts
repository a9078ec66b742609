import { expect, expectAccessible, test } from './fixtures'
import {
  beginMailing,
  chooseTarget,
  fillInSettings,
  newAudience,
  newFinalMessage,
  schedule,
  sendNow,
} from './mail'

test('an automailer is turned on in step 3, viewed, edited, renamed and deleted', async ({
  page,
  tenant,
}) => {
  await newFinalMessage(tenant, 'Spring letter')
  await newAudience(tenant, 'Regulars', 2)
  await page.getByRole('link', { name: 'Automailers' }).click()
  await expect(page.getByText('No automailers yet')).toBeVisible()
  await expectAccessible(page)
  await beginMailing(page, { name: 'Spring offer', message: 'Spring letter' })
  await chooseTarget(page, 'Regulars')
  await page.getByRole('checkbox', { name: /Send it once more/ }).check()
  await page.getByLabel('Goes after').fill('3')
  await fillInSettings(page)
  await expect(page.getByText('Once more, 3 days after it starts')).toBeVisible()
  await sendNow(page)
  await expect(page.getByText('Its automailer goes on')).toBeVisible({ timeout: 60_000 })

  await page.getByRole('link', { name: 'Automailers' }).click()
  const table = page.getByRole('grid', { name: 'Automailers' })
  await expect(table.getByRole('row').filter({ hasText: 'Spring offer' })).toContainText('Planned')
  await expectAccessible(page)
  await table.getByRole('link', { name: 'Spring offer' }).click()
  await expect(page.getByText('3 days', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Edit …' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit “Spring offer”' })
  await dialog.getByLabel('Goes after').fill('0')
  await dialog.getByRole('button', { name: 'Save automailer' }).click()
  await expect(dialog.getByText('at least 1 hour')).toBeVisible()
  await dialog.getByLabel('Goes after').fill('5')
  await dialog.getByLabel('Unit').selectOption('Hours')
  await dialog.getByRole('button', { name: 'Save automailer' }).click()
  await expect(page.getByText('5 hours', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Rename …' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Latecomers')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename automailer' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Latecomers' })).toBeVisible()

  // It keeps its audience from being deleted until it is deleted itself.
  await page.getByRole('link', { name: 'Regulars' }).click()
  await page.getByRole('link', { name: 'Used in' }).click()
  const usages = page.getByRole('table', { name: 'Used in' })
  await expect(usages).toContainText('Latecomers')
  await expect(usages).toContainText('Blocks deletion')
  await usages.getByRole('link', { name: 'Latecomers' }).click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete …' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete automailer' }).click()
  await expect(page.getByText('No automailers yet')).toBeVisible()
  await tenant.call('DELETE', 'audiences/regulars')
})

test('a scheduled mailing keeps its audience; Used in shows it, and unscheduling frees it', async ({
  page,
  tenant,
  request,
}) => {
  await newFinalMessage(tenant, 'Spring letter')
  await newAudience(tenant, 'Regulars', 2)
  await beginMailing(page, { name: 'Spring offer', message: 'Spring letter' })
  await chooseTarget(page, 'Regulars')
  await fillInSettings(page)
  await page.getByRole('radio', { name: 'At a moment' }).check()
  await schedule(page)
  const headers = { authorization: `Bearer ${tenant.token}` }
  const refused = await request.delete('/api/v1/audiences/regulars', { headers })
  expect(refused.status()).toBe(409)
  expect(await refused.json()).toMatchObject({
    code: 'in_use',
    usages: [{ kind: 'mailing', name: 'Spring offer' }],
  })

  await page.goto('/dynamic-lists')
  await page.getByRole('link', { name: 'Regulars' }).click()
  await page.getByRole('link', { name: 'Used in' }).click()
  const usages = page.getByRole('table', { name: 'Used in' })
  await expect(usages).toContainText('Blocks deletion')
  await expectAccessible(page)
  await usages.getByRole('link', { name: 'Spring offer' }).click()
  await page.getByRole('button', { name: 'Unschedule' }).click()
  await expect(page.getByRole('radio', { name: 'Now' })).toBeVisible()
  await tenant.call('DELETE', 'audiences/regulars')
  await page.reload()
  await expect(page.getByText('The target group was deleted. Choose another.')).toBeVisible()
})
