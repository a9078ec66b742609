import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { newAccount, newToken } from './accounts'

// The viewer is large, and slow to start on a busy machine.
test.describe.configure({ timeout: 180_000 })

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the API reference explains and tries out every method, with nothing from outside (${colorScheme})`, async ({
    browser,
    baseURL,
  }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 1400, height: 900 } })
    const page = await context.newPage()
    const outside: string[] = []
    const complaints: string[] = []
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(String(baseURL)))
        outside.push(request.url())
    })
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    const token = await newToken(await newAccount())

    await page.goto('/docs/api')
    await expect(page.getByRole('heading', { name: 'Roster API' })).toBeVisible({ timeout: 30_000 })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
    await page.getByPlaceholder('Token').first().fill(token)
    await page.getByRole('button', { name: /Test Request.*get \/api\/v1\/audiences\)/s }).click()
    const dialog = page.getByRole('dialog')
    const answer = page.waitForResponse(
      (response) => new URL(response.url()).pathname === '/api/v1/audiences',
    )
    await dialog.getByRole('button', { name: /^Send get request/ }).click()
    expect((await answer).status()).toBe(200)
    await expect(dialog.getByText('200 OK')).toBeVisible()
    expect(outside).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })
}

test('each type of problem has a page, for whoever comes', async ({ page, request }) => {
  const answer = await request.get('/api/v1/audiences')
  const { type, title } = await answer.json()
  await page.goto(type)
  await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations).toEqual([])
  expect((await request.get('/docs/problems/no-such-problem')).status()).toBe(404)
})
