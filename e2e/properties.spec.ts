import type { Page } from '@playwright/test'
import { db } from '@/lib/platform/db'
import { elsewhere, expect, expectAccessible, newUser, signIn, type Tenant, test } from './fixtures'

const table = (page: Page) => page.getByRole('region', { name: 'Properties' })
const labels = (page: Page) => table(page).getByRole('rowheader')
const put = ({ call }: Tenant, id: string, properties: object) =>
  call('PUT', `contacts/${id}`, JSON.stringify({ properties }))

async function choose(page: Page, property: string, item: string) {
  await page.getByRole('button', { name: `Actions: ${property}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

test('a set is created by keyboard, used, changed, and loses a choice with a question', async ({
  page,
  tenant,
}) => {
  await page.goto('/settings')
  await page.getByRole('link', { name: 'Properties' }).click()
  await expect(labels(page).first()).toHaveText('E-mail address')
  await expectAccessible(page)

  await page.getByRole('button', { name: 'Create property' }).focus()
  await page.keyboard.press('Enter')
  const create = page.getByRole('dialog', { name: 'Create property' })
  await expect(create.getByLabel('Label')).toBeFocused()
  await page.keyboard.type('Pets at home')
  await expect(create.getByLabel('Name')).toHaveValue('petsAtHome')
  await create.getByLabel('Name').fill('pets!')
  await create.getByLabel('Type').selectOption('Choices')
  await create.getByRole('button', { name: 'Add choice' }).focus()
  await page.keyboard.press('Enter')
  await expect(create.getByLabel('Name of choice 1')).toBeFocused()
  await page.keyboard.type('Cats')
  await create.getByRole('button', { name: 'Add choice' }).focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('Cats')
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(create.getByLabel('Name', { exact: true })).toHaveAccessibleDescription(/Begin with a letter/)
  await create.getByLabel('Name', { exact: true }).fill('pets')
  await page.keyboard.press('Enter')
  await expect(create.getByRole('alert').first()).toHaveText('Two choices have the same name.')
  await create.getByLabel('Name of choice 2').fill('Dogs')
  await page.keyboard.press('Enter')
  await expect(create).toBeHidden()
  await expect(labels(page).last()).toHaveText('Pets at home')
  await expect(page.getByRole('button', { name: 'Create property' })).toBeFocused()

  await put(tenant, 'ada', { pets: [1, 2] })
  await put(tenant, 'bob', { pets: [2] })
  await choose(page, 'Pets at home', 'Edit …')
  const edit = page.getByRole('dialog', { name: 'Edit Pets at home' })
  await edit.getByLabel('Label').fill('Pets')
  await edit.getByLabel('Name of choice 1').fill('Felines')
  await edit.getByRole('button', { name: 'Remove Dogs' }).focus()
  await page.keyboard.press('Enter')
  await edit.getByRole('button', { name: 'Save property' }).focus()
  await page.keyboard.press('Enter')
  const question = page.getByRole('alertdialog', { name: 'Remove 1 choice of Pets at home?' })
  await expect(question).toContainText('2 contacts lose what you remove, for good.')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Remove choice' }).focus()
  await page.keyboard.press('Enter')
  await expect(edit).toBeHidden()
  await expect(labels(page).last()).toHaveText('Pets')
  await expect(page.getByText('being taken out of the contacts')).toHaveCount(0)
  expect(await tenant.call('GET', 'contacts/ada')).toMatchObject({ properties: { pets: [1] } })
  expect(await tenant.call('GET', 'contacts/bob')).toMatchObject({ properties: {} })
})

test('properties are put in order by keyboard, hidden and shown', async ({ page, tenant }) => {
  await put(tenant, 'ada', { city: 'Delft', country: 'NL' })
  await page.goto('/settings/properties')
  const up = page.getByRole('button', { name: 'Move City up' })
  await up.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByText('City is number 7 of 12 now.')).toBeAttached()
  await expect(up).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('City is number 6 of 12 now.')).toBeAttached()
  await expect(labels(page).nth(5)).toHaveText('City')
  await expect(async () => {
    await page.reload()
    await expect(labels(page).nth(5)).toHaveText('City', { timeout: 500 })
  }).toPass()

  await choose(page, 'City', 'Hide')
  await expect(labels(page).nth(5)).toContainText('Hidden')
  await expectAccessible(page)
  await page.goto('/contacts/ada')
  await expect(page.getByText('NL')).toBeVisible()
  await expect(page.getByText('Delft')).toHaveCount(0)
  await put(tenant, 'ada', { city: 'Leiden', country: 'NL' })
  await page.goto('/settings/properties')
  await choose(page, 'City', 'Show')
  await expect(page.getByText('Hidden')).toHaveCount(0)
  expect(await tenant.call('GET', 'contacts/ada')).toMatchObject({ properties: { city: 'Leiden' } })
})

test('a property is deleted with its values once it is confirmed, and not while rules name it', async ({
  page,
  tenant,
}) => {
  await put(tenant, 'ada', { city: 'Delft', company: 'Analytical' })
  const { id: accountId } = await db().account.findUniqueOrThrow({ where: { shortName: tenant.shortName } })
  const { id: propertyId } = await db().property.findFirstOrThrow({ where: { accountId, name: 'company' } })
  const list = { accountId, kind: 'rules', name: 'Business <b>', nameKey: 'business <b>' }
  const { id } = await db().list.create({ data: list })
  await db().$executeRaw`insert into rule_list (account_id, id, rules) values (${accountId}, ${id}, '{}')`
  await db().ruleListProperty.create({ data: { accountId, ruleListId: id, propertyId } })

  await page.goto('/settings/properties')
  await choose(page, 'Company', 'Delete …')
  const inUse = page.getByRole('dialog', { name: 'Company is in use' })
  await expect(inUse).toContainText('Business <b>')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(inUse).toBeHidden()

  await choose(page, 'City', 'Delete …')
  const question = page.getByRole('alertdialog', { name: 'Delete City?' })
  await expect(question).toContainText('1 contact loses its value for good.')
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Delete property' }).focus()
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  await expect(labels(page).filter({ hasText: 'City' })).toHaveCount(0)
  await expect(page.getByText('being taken out of the contacts')).toHaveCount(0)
  expect(await tenant.call('GET', 'contacts/ada')).toMatchObject({ properties: { company: 'Analytical' } })
})

test('who is no owner reads the properties and finds no button', async ({ page, tenant }) => {
  const theirs = await elsewhere(page)
  await signIn(theirs, await newUser(tenant, 'editor', 'Ed Editor'))
  await theirs.goto('/settings/properties')
  await expect(theirs.getByText('Only an owner of the account changes these.')).toBeVisible()
  await expect(labels(theirs)).toHaveCount(12)
  await expect(theirs.locator('main').getByRole('button')).toHaveCount(0)
  await expectAccessible(theirs)
  await theirs.context().close()
})
