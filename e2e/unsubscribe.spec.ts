import { elsewhere, expect, expectAccessible, loadingWhole, type Tenant, test } from './fixtures'
import { mailTo } from './mailed'

const saidOf = async ({ call }: Tenant) => {
  const { permissions } = (await call('GET', 'contacts/ada')) as { permissions: { granted: boolean }[] }
  return permissions.map(({ granted }) => granted)
}
const statusOf = async ({ call }: Tenant) =>
  ((await call('GET', 'contacts/ada')) as { status: string }).status

test('unsubscribe by the link of a mail, signed in nowhere, and see it on the contact', async ({
  page,
  tenant,
}) => {
  const mail = await mailTo(tenant)
  const reader = await elsewhere(page)
  await reader.setViewportSize({ width: 390, height: 780 })
  const answer = await reader.goto(mail.unsubscribe)
  expect(answer?.headers()).toMatchObject({
    'referrer-policy': 'no-referrer',
    'x-robots-tag': 'noindex, nofollow',
    'cache-control': expect.stringContaining('no-store'),
  })
  await expect(reader.getByRole('heading', { name: 'Unsubscribe from “Newsletter”?' })).toBeVisible()
  await expect(reader.getByText('Test shop', { exact: true })).toBeVisible()
  await expect(reader.getByText(/Roster|shop\.example/)).toHaveCount(0)
  await expectAccessible(reader)
  await reader.reload()
  expect(await saidOf(tenant)).toEqual([true])

  await reader.getByRole('button', { name: 'Unsubscribe' }).focus()
  await reader.keyboard.press('Enter')
  await expect(reader.getByRole('heading', { name: 'You are unsubscribed' })).toBeVisible()
  await expectAccessible(reader)
  expect(await saidOf(tenant)).toEqual([false])
  await reader.context().close()

  await page.goto('/contacts/ada')
  await expect(page.getByText(/the contact, by a link in “Spring”/)).toBeVisible()
})

test('choose what to get, stop all, and start again, without JavaScript', async ({ page, tenant }) => {
  const mail = await mailTo(tenant)
  const context = await page.context().browser()?.newContext({ javaScriptEnabled: false })
  if (!context) throw new Error('There is no browser.')
  const reader = await context.newPage()
  await reader.goto(mail.unsubscribe)
  await reader.getByRole('link', { name: 'Choose what you get instead' }).click()
  await expect(reader.getByRole('heading', { name: 'What would you like to get?' })).toBeVisible()
  await reader.getByRole('checkbox', { name: 'Newsletter' }).uncheck()
  await reader.getByRole('button', { name: 'Save' }).click()
  await expect(reader.getByRole('status')).toHaveText('Saved.')
  await expect(reader.getByRole('checkbox', { name: 'Newsletter' })).not.toBeChecked()
  expect(await saidOf(tenant)).toEqual([false])

  await reader.getByRole('checkbox', { name: 'Newsletter' }).check()
  await reader.getByRole('button', { name: 'Save' }).click()
  await expect(reader.getByRole('checkbox', { name: 'Newsletter' })).toBeChecked()
  await reader.getByRole('button', { name: 'Stop all mail' }).click()
  await expect(reader.getByRole('heading', { name: 'You get no mail from Test shop' })).toBeVisible()
  expect([await saidOf(tenant), await statusOf(tenant)]).toEqual([[false], 'inactive'])
  await reader.getByRole('button', { name: 'Get mail again' }).click()
  await expect(reader.getByRole('checkbox', { name: 'Newsletter' })).not.toBeChecked()
  expect(await statusOf(tenant)).toBe('active')
  await context.close()
})

test('preferences and what they become can be used by anybody', async ({ page, tenant }) => {
  const mail = await mailTo(tenant)
  const reader = await elsewhere(page)
  await reader.setViewportSize({ width: 390, height: 780 })
  await reader.goto(mail.preferences)
  await expectAccessible(reader)
  await reader.getByRole('button', { name: 'Stop all mail' }).click()
  await expect(reader.getByRole('button', { name: 'Get mail again' })).toBeVisible()
  await expectAccessible(reader)
  await reader.context().close()
  await page.goto('/contacts/ada')
  await expect(page.getByText('Stopped all mail by the link in a mail')).toBeVisible()
})

test('a mail program unsubscribes by one click', async ({ request, tenant }) => {
  const mail = await mailTo(tenant)
  const address = `${mail.unsubscribe}/one-click`
  for (const _ of [1, 2]) {
    const answer = await request.post(address, { form: { 'List-Unsubscribe': 'One-Click' }, maxRedirects: 0 })
    expect(answer.status()).toBe(200)
  }
  expect(await saidOf(tenant)).toEqual([false])
  const opened = await request.get(address)
  expect(new URL(opened.url()).pathname).toBe(mail.unsubscribe)
})

test('an altered address changes nothing and says what to do', async ({ page, request, tenant }) => {
  const mail = await mailTo(tenant, { links: ['/'] })
  const altered = `${mail.token.slice(0, -1)}${mail.token.endsWith('a') ? 'b' : 'a'}`
  const reader = await elsewhere(page)
  for (const path of [
    `/unsubscribe/${altered}`,
    `/preferences/${altered}`,
    `/click/${altered}/0`,
    mail.click(9),
  ]) {
    expect((await reader.goto(path))?.status(), path).toBe(404)
    await expect(reader.getByRole('heading', { name: 'This link does not work' })).toBeVisible()
  }
  await expectAccessible(reader)
  await loadingWhole(reader).context().close()
  const image = await request.get(`/open/${altered}.gif`)
  expect([image.status(), image.headers()['content-type']]).toEqual([200, 'image/gif'])
  expect(await saidOf(tenant)).toEqual([true])
})

test('a link leads to where the mailing says', async ({ baseURL, request, tenant }) => {
  const mail = await mailTo(tenant, { links: [`${baseURL}/login?from=mail`] })
  const answer = await request.get(mail.click(0), { maxRedirects: 0 })
  expect([answer.status(), answer.headers()['location']]).toEqual([302, `${baseURL}/login?from=mail`])
  expect(answer.headers()['referrer-policy']).toBe('no-referrer')
  const elsewhere = await request.get(`${mail.click(0)}?url=https://evil.example`, { maxRedirects: 0 })
  expect(elsewhere.headers()['location']).toBe(`${baseURL}/login?from=mail`)
})
