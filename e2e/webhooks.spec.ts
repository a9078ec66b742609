import type { Page } from '@playwright/test'
import { db } from '@/lib/platform/db'
import { deliveryPageSize, webhooksMax } from '@/lib/webhooks/schema'
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

// A public address of which nothing is asked here: what is sent is in webhook-deliveries.spec.ts.
const url = 'https://8.8.8.8/hook?key=of-the-receiver'

async function newWebhook({ call }: Tenant, events = ['sync.done']): Promise<string> {
  const body = JSON.stringify({ url, events, active: false })
  return ((await call('POST', 'webhooks', body)) as { id: string }).id
}

const webhookOf = (tenant: Tenant, id: string) => tenant.call('GET', `webhooks/${id}`)

async function accountIdOf({ shortName }: Tenant): Promise<number> {
  return (await db().account.findUniqueOrThrow({ where: { shortName } })).id
}

/** As many as asked for; the first failed, all others were delivered. */
async function fillLog(tenant: Tenant, webhookId: string, count: number): Promise<void> {
  const accountId = await accountIdOf(tenant)
  const rows = Array.from({ length: count }, (_, at) => ({
    accountId,
    webhookId: Number(webhookId),
    messageId: `msg_${at}`,
    event: 'sync.done',
    payload: { at },
    status: at === 0 ? 'failed' : 'delivered',
    attempts: 1,
  }))
  await db().webhookDelivery.createMany({ data: rows })
}

async function openCreate(page: Page) {
  await page.goto('/webhooks')
  await page.getByRole('button', { name: 'Create webhook' }).click()
  return page.getByRole('dialog', { name: 'Create webhook' })
}

test('what cannot be used is said at its field, and what was filled in stays', async ({ page, tenant }) => {
  await page.goto('/webhooks')
  await expect(page.getByText('No system is told anything yet')).toBeVisible()
  await expectAccessible(page)
  const dialog = await openCreate(page)
  await expectAccessible(page)
  const address = dialog.getByLabel('Address')
  const create = dialog.getByRole('button', { name: 'Create webhook' })
  await dialog.getByLabel('audience.deleted').check()
  for (const [given, refusal] of [
    ['', 'Give an address that begins with https:// or http://.'],
    ['ftp://shop.example.com/', 'Give an address that begins with https:// or http://.'],
    ['https://ada:secret@shop.example.com/', /^Leave out the user name and password/],
    ['http://127.0.0.1:9999/', 'This address is in a private network. Webhooks reach public addresses only.'],
    [`https://shop.example.com/${'x'.repeat(2_048)}`, 'At most 2048 characters.'],
  ] as const) {
    await address.fill(given)
    await create.click()
    await expect(address).toHaveAccessibleDescription(refusal)
    await expect(address).toHaveValue(given)
  }
  await expectAccessible(page)
  await expect(dialog.getByLabel('audience.deleted')).toBeChecked()
  await address.fill(url)
  for (const box of await dialog.getByRole('checkbox').all()) await box.uncheck()
  await create.click()
  await expect(dialog.getByRole('alert')).toHaveText('Choose at least one event.')
  expect(await tenant.call('GET', 'webhooks')).toMatchObject({ data: [] })
})

test('an account that has all it may is told so', async ({ page, tenant }) => {
  const accountId = await accountIdOf(tenant)
  const row = { accountId, url, events: ['sync.done'], secret: 'x' }
  await db().webhook.createMany({ data: Array.from({ length: webhooksMax }, () => row) })
  const dialog = await openCreate(page)
  await dialog.getByLabel('Address').fill(url)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toHaveText('An account has at most 50 webhooks.')
  await expectAccessible(page)
})

test('a webhook is edited by keyboard, and a private address is refused there too', async ({
  page,
  tenant,
}) => {
  const id = await newWebhook(tenant)
  await page.goto('/webhooks')
  await page.getByRole('link', { name: 'https://8.8.8.8/hook' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '8.8.8.8' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Edit webhook' }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit webhook' })
  const address = dialog.getByLabel('Address')
  await expect(address).toBeFocused()
  await expectAccessible(page)
  await address.fill('http://10.0.0.1/')
  await page.keyboard.press('Enter')
  await expect(address).toHaveAccessibleDescription(/private network/)
  await address.fill('https://8.8.4.4/other')
  await dialog.getByLabel('sync.held').focus()
  await page.keyboard.press('Space')
  await dialog.getByRole('button', { name: 'Save webhook' }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: '8.8.4.4' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Edit webhook' })).toBeFocused()
  expect(await webhookOf(tenant, id)).toMatchObject({
    url: 'https://8.8.4.4/other',
    events: ['sync.done', 'sync.held'],
  })
})

test('a long log is paged and filtered by the address, and each delivery opens', async ({ page, tenant }) => {
  const id = await newWebhook(tenant)
  await fillLog(tenant, id, deliveryPageSize + 2)
  await page.goto(`/webhooks/${id}`)
  const grid = page.getByRole('grid', { name: 'Deliveries' })
  const rows = grid.getByRole('row')
  await expect(rows).toHaveCount(deliveryPageSize + 1)
  await expect(page.getByText('52 deliveries')).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(rows).toHaveCount(3)
  await expect(page).toHaveURL(/after=/)
  await rows.last().focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Delivery of sync.done' })
  await expect(dialog).toContainText('msg_0')
  await expect(dialog).toContainText('"at": 0')
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(rows.last()).toBeFocused()

  await page.getByRole('button', { name: 'Filter' }).click()
  await page.getByRole('menuitemcheckbox', { name: 'Failed' }).click()
  await expect(page).toHaveURL(/status=failed/)
  await expect(rows).toHaveCount(2)
  await page.reload()
  await expect(rows).toHaveCount(2)
  await page.goto(`/webhooks/${id}?status=pending`)
  await expect(page.getByText('Nothing matches')).toBeVisible()
  await expectAccessible(page)
})

test('a viewer sees how webhooks fare, of their addresses the host, and changes nothing', async ({
  page,
  tenant,
}) => {
  const id = await newWebhook(tenant)
  await fillLog(tenant, id, 1)
  const theirs = await elsewhere(page)
  await signIn(theirs, await newUser(tenant, 'viewer', 'Vera Viewer'))
  await theirs.goto('/webhooks')
  await expect(theirs.getByRole('button', { name: 'Create webhook' })).toHaveCount(0)
  await expectAccessible(theirs)
  await theirs.getByRole('link', { name: 'https://8.8.8.8/…' }).click()
  await theirs.getByRole('button', { name: 'sync.done' }).click()
  const dialog = theirs.getByRole('dialog', { name: 'Delivery of sync.done' })
  await expect(dialog).toContainText('"at": 0')
  await expect(dialog.getByRole('button', { name: 'Redeliver' })).toHaveCount(0)
  await theirs.keyboard.press('Escape')
  await expect(
    theirs.getByRole('button', { name: /Send test|Edit|Switch|More actions|Actions/ }),
  ).toHaveCount(0)
  await expectAccessible(theirs)
  expect(await theirs.content()).not.toContain('of-the-receiver')
  await theirs.context().close()
})

test('a page left open by who is no owner any more changes nothing', async ({ page, tenant }) => {
  const id = await newWebhook(tenant)
  const other = await elsewhere(page)
  await signIn(other, await newUser(tenant, 'owner', 'Second Owner'))
  await other.goto(`/webhooks/${id}`)
  await other.getByRole('button', { name: 'More actions' }).click()
  await other.getByRole('menuitem', { name: /Delete/ }).click()
  await page.goto('/settings/users')
  await page.getByLabel('Role of Second Owner').selectOption('editor')
  await expect(page.getByText('Second Owner is an editor now').first()).toBeVisible()
  await other.getByRole('button', { name: 'Delete webhook' }).click()
  await expect(other.getByText('Your role in this account does not allow this.')).toBeVisible()
  expect(await webhookOf(tenant, id)).toMatchObject({ id, url })
  await other.context().close()
})

test("another account's webhook is not found, nor is one that never was", async ({
  page,
  tenant,
  baseURL,
}) => {
  expect(tenant.shortName).toMatch(/\S/)
  const id = await newWebhook(await newTenant(baseURL ?? ''))
  for (const path of [`/webhooks/${id}`, '/webhooks/999999999', '/webhooks/x']) {
    expect((await page.goto(path))?.status()).toBe(404)
    await expect(page.getByText('There is no such webhook')).toBeVisible()
  }
  await expectAccessible(page)
  await page.getByRole('link', { name: 'See all webhooks' }).click()
  await expect(page.getByText('No system is told anything yet')).toBeVisible()
})

test('how to verify what arrives is said to who is not signed in', async ({ page }) => {
  await page.goto('/docs/webhooks')
  await expect(page.getByRole('heading', { name: 'Verify the signature' })).toBeVisible()
  await expectAccessible(page)
})
