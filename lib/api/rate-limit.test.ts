import { expect, test } from 'vitest'
import { credentialActor } from '@/lib/access/actor'
import { overrideEnv } from '@/lib/platform/env'
import { countRequest } from './rate-limit'

test('a credential has its own limit, and is told what is left and when to come back', async () => {
  overrideEnv({ API_REQUESTS_PER_MINUTE: '2', DATABASE_URL: 'postgresql://unused' })
  const one = credentialActor(1, 1, [])
  const first = await countRequest(one)
  expect(first['ratelimit-policy']).toBe('"credential";q=2;w=60')
  expect(first['ratelimit']).toBe('"credential";r=1;t=60')
  await countRequest(one)
  await expect(countRequest(one)).rejects.toMatchObject({
    code: 'rate_limited',
    options: { headers: { ratelimit: '"credential";r=0;t=60' }, retryAfterS: expect.closeTo(60, 0) },
  })
  for (const other of [credentialActor(1, 2, []), credentialActor(2, 1, [])]) {
    expect((await countRequest(other))['ratelimit']).toBe('"credential";r=1;t=60')
  }
})
