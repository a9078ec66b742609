import { expect, test } from '@playwright/test'

test('a running install says it is alive and ready', async ({ request }) => {
  expect(await (await request.get('/api/health/live')).json()).toEqual({ status: 'ok' })
  const ready = await request.get('/api/health/ready')
  expect(ready.status()).toBe(200)
  expect(await ready.json()).toEqual({
    status: 'ok',
    checks: [
      { name: 'database', ok: true },
      { name: 'migrations', ok: true },
      { name: 'worker', ok: true },
    ],
  })
})

test('there are no metrics for whoever has no token', async ({ request }) => {
  const headers = { authorization: 'Bearer guessed' }
  expect((await request.get('/metrics')).status()).toBe(404)
  expect((await request.get('/metrics', { headers })).status()).toBe(404)
})

const malformed = ['%zz', '%', '%ff', '%e4%b8']
for (const part of malformed) {
  test(`an address that cannot be decoded (${part}) is refused in each API's own shape`, async ({
    request,
  }) => {
    for (const base of ['/integrationservice', '/integrationservice-1.1.0']) {
      const answer = await request.get(`${base}/audience/bad${part}`)
      expect(answer.status()).toBe(400)
      expect(answer.headers()['content-type']).toBe('application/json')
      expect(await answer.json()).toEqual({ errorType: 'INVALID_PARAMS', message: expect.any(String) })
    }
    const answer = await request.put(`/api/v1/audiences/bad${part}`, { data: {} })
    expect(answer.status()).toBe(400)
    expect(answer.headers()['content-type']).toBe('application/problem+json')
    expect(await answer.json()).toMatchObject({ status: 400, code: 'malformed' })
    expect((await request.get(`/lists/bad${part}`)).status()).toBe(404)
  })
}
