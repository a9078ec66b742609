import { beforeEach, expect, test } from 'vitest'
import { overrideEnv } from '@/lib/platform/env'
import { requireSameOrigin } from './same-origin'

beforeEach(() => overrideEnv({ DATABASE_URL: 'postgresql://none', TRUST_PROXY: 'false' }))

const request = (headers: Record<string, string>) =>
  new Request('http://roster.test/uploads', { method: 'PUT', headers })

test.each([
  [{ host: 'roster.test', origin: 'https://roster.test' }, true],
  [{ host: 'roster.test:3000', origin: 'http://roster.test:3000' }, true],
  [{ host: 'roster.test', origin: 'https://evil.test' }, false],
  [{ host: 'roster.test', origin: 'null' }, false],
  [{ host: 'roster.test' }, false],
  [{ host: 'inner', 'x-forwarded-host': 'roster.test', origin: 'https://roster.test' }, false],
])('%j: %s', (headers, isOurs) => {
  const answer = () => requireSameOrigin(request(headers as Record<string, string>))
  if (isOurs) expect(answer).not.toThrow()
  else expect(answer).toThrow('only for pages of this installation')
})

test('behind a proxy of one’s own its word counts', () => {
  overrideEnv({ TRUST_PROXY: 'true' })
  const headers = { host: 'inner', 'x-forwarded-host': 'roster.test', origin: 'https://roster.test' }
  expect(() => requireSameOrigin(request(headers))).not.toThrow()
})
