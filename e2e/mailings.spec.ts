import { readFile } from 'node:fs/promises'
import { elsewhere, expect, expectAccessible, newUser, signIn, test } from './fixtures'
import {
  beginMailing,
  chooseTarget,
  fillInNextMonth,
  fillInSettings,
  newAudience,
  newFinalMessage,
  schedule,
  sendNow,
} from './mail'

test('a mailing is made step by step, sent, and reported to the contact', async ({ page, tenant }) => {
  test.slow()
  await newFinalMessage(tenant, 'Spring letter')
  await newAudience(tenant, 'Regulars', 3)
  await page.getByRole('link', { name: 'Mailings' }).click()
  await expect(page.getByText('No mailings yet')).toBeVisible()
  await expectAccessible(page)

  await beginMailing(page, { name: 'Spring offer', message: 'Spring letter' })
  await page.goBack()
  const preview = page.frameLocator('iframe[title="Preview of Spring letter"]')
  await expect(preview.getByText('Look at our shop.')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Name of the mailing').fill('Spring offer 2')
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Spring offer 2' })).toBeVisible()

  await chooseTarget(page, 'Regulars')
  await expectAccessible(page)
  await page.getByLabel('Sender’s e-mail address').fill('nobody')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('Enter an e-mail address')).toBeVisible()
  await fillInSettings(page)
  await expectAccessible(page)
  await expect(page.getByText('A mailing would reach 2 of 3 contacts')).toBeVisible()
  await sendNow(page)

  const figures = page.getByRole('region', { name: 'Figures' })
  await expect(figures.getByRole('link', { name: 'Sent: 2, see who' })).toBeVisible({ timeout: 60_000 })
  await expect(figures.getByRole('link', { name: 'Recipients: 2, see who' })).toBeVisible()
  await expect(page.getByRole('table', { name: 'Links' })).toContainText('https://shop.example/spring')
  await expectAccessible(page)

  await figures.getByRole('link', { name: 'Sent: 2, see who' }).click()
  const recipients = page.getByRole('grid', { name: 'Recipients' })
  await expect(recipients).toContainText('c2@shop.example')
  await expect(recipients).not.toContainText('c3@shop.example')
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  const csv = await readFile(await (await downloading).path(), 'utf8')
  expect(csv.split('\n').filter((line) => line.includes(',sent,'))).toHaveLength(2)
  await page.getByRole('button', { name: 'Make static list' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make static list' }).click()
  await expect(page.getByText('Made “Spring offer 2: sent” of 2 contacts').first()).toBeVisible()

  await page.getByRole('link', { name: 'Message as sent' }).click()
  await expect(
    page.frameLocator('iframe[title="Message as sent"]').getByText('Look at our shop.'),
  ).toBeVisible()
  await expectAccessible(page)
  await page.goto('/contacts/c1')
  await page.getByRole('link', { name: 'Spring offer 2', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Spring offer 2' })).toBeVisible()
})

test('a mailing is scheduled for a moment, unscheduled, copied and deleted, by keyboard', async ({
  page,
  tenant,
}) => {
  await newFinalMessage(tenant, 'Spring letter')
  await newAudience(tenant, 'Regulars', 2)
  await beginMailing(page, { name: 'Summer', message: 'Spring letter' })
  await chooseTarget(page, 'Regulars')
  await fillInSettings(page)
  await page.getByRole('radio', { name: 'At a moment' }).check()
  await page.getByLabel('Date and time').fill('2020-01-01T09:00')
  await page.getByRole('button', { name: 'Schedule mailing …' }).click()
  await expect(page.getByText('This moment is over')).toBeVisible()
  await fillInNextMonth(page)
  await schedule(page)
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Unschedule' }).click()
  await expect(page.getByRole('radio', { name: 'Now' })).toBeVisible()

  await page.goto('/mailings')
  const table = page.getByRole('grid', { name: 'Mailings' })
  const row = table.getByRole('row').filter({ hasText: 'Summer' })
  await expect(row).toContainText('Draft')
  await expect(row.getByRole('img', { name: 'Audience, synced from outside' })).toBeVisible()
  await expectAccessible(page)
  await row.getByRole('link', { name: 'Summer' }).focus()
  await page.keyboard.press('Shift+F10')
  await page.getByRole('menuitem', { name: 'Copy …' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Copy mailing' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Copy of Summer' })).toBeVisible()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete …' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete mailing' }).click()
  await expect(table.getByRole('row').filter({ hasText: 'Summer' })).toHaveCount(1)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('summ')
  await page.getByRole('option', { name: /Summer/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Summer' })).toBeVisible()
})

test('of two who edit a draft at once the second is told, and a viewer changes nothing', async ({
  page,
  tenant,
}) => {
  await newFinalMessage(tenant, 'Spring letter')
  await beginMailing(page, { name: 'Both', message: 'Spring letter' })
  await page.goto(page.url().replace('target-group', 'settings'))
  const colleague = await elsewhere(page)
  await signIn(colleague, await newUser(tenant, 'editor', 'A colleague'))
  await colleague.goto(page.url())
  await colleague.getByLabel('Subject').fill('Theirs')
  await expect(colleague.getByText('Saved', { exact: true })).toBeVisible()
  await page.getByLabel('Subject').fill('Ours')
  await expect(page.getByText('Somebody else changed this mailing')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Subject')).toHaveValue('Theirs')

  const viewer = await elsewhere(page)
  await signIn(viewer, await newUser(tenant, 'viewer', 'A viewer'))
  await viewer.goto(page.url())
  await expect(viewer.getByRole('heading', { name: 'What is sent to whom' })).toBeVisible()
  await expect(viewer.getByRole('button', { name: 'Send now …' })).toHaveCount(0)
  await expectAccessible(viewer)
})
