import { beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/platform/db'
import { overrideEnv } from '@/lib/platform/env'
import { DomainError } from '@/lib/platform/errors'
import { testDatabase } from '@/lib/testing/database'
import { forgetLimiters, throttled } from './throttle'

testDatabase()

const wrong = async () => {
  throw new DomainError('unauthenticated', 'wrong')
}
const right = async () => 'in'

/** The code of the refusal, or what the attempt answered. */
const attempt = (email: string, address: string, outcome: () => Promise<string> = wrong) =>
  throttled(email, address, outcome).catch((error: DomainError) => error.code)

beforeEach(async () => {
  overrideEnv({ SIGN_IN_ATTEMPTS_MAX: '3' })
  forgetLimiters()
  await db().signInAttempt.deleteMany()
})

test('one person from one address gets so many attempts, and others go on', async () => {
  for (let i = 0; i < 3; i++) expect(await attempt('ada@a.example', '192.0.2.1')).toBe('unauthenticated')

  expect(await attempt('ada@a.example', '192.0.2.1', right)).toBe('rate_limited')
  expect(await attempt('ada@a.example', '192.0.2.2', right)).toBe('in')
  expect(await attempt('bob@a.example', '192.0.2.1', right)).toBe('in')
})

test('one address gets five times as many, whoever it tries to be', async () => {
  for (let i = 0; i < 15; i++) expect(await attempt(`${i}@a.example`, '192.0.2.1')).toBe('unauthenticated')

  expect(await attempt('new@a.example', '192.0.2.1', right)).toBe('rate_limited')
  expect(await attempt('new@a.example', '192.0.2.2', right)).toBe('in')
})

test('attempts at once count each', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => attempt('ada@a.example', '192.0.2.1')))

  expect(outcomes.filter((code) => code === 'unauthenticated')).toHaveLength(3)
})

test('being right takes the count back', async () => {
  for (let i = 0; i < 10; i++) {
    await attempt('ada@a.example', '192.0.2.1')
    expect(await attempt('ada@a.example', '192.0.2.1', right)).toBe('in')
  }
})

test('another process counts on, and the table names nobody', async () => {
  for (let i = 0; i < 3; i++) await attempt('ada@a.example', '192.0.2.1')
  forgetLimiters()

  expect(await attempt('ada@a.example', '192.0.2.1', right)).toBe('rate_limited')
  const keys = (await db().signInAttempt.findMany()).map(({ key }) => key)
  expect(keys).not.toEqual([])
  expect(keys.join()).not.toMatch(/ada@|192[.]/)
})

test('the refusal says how long to wait', async () => {
  for (let i = 0; i < 3; i++) await attempt('ada@a.example', '192.0.2.1')

  await expect(throttled('ada@a.example', '192.0.2.1', right)).rejects.toMatchObject({
    message: 'Too many attempts. Try again in 15 minutes.',
    retryAfterS: expect.any(Number),
  })
})
