import { expect, test } from 'vitest'
import { parseEnv } from './env'

const least = { DATABASE_URL: 'postgresql://localhost/roster', APP_SECRET: 'x'.repeat(32) }

test('two settings are enough, and nothing is open that was not asked for', () => {
  expect(parseEnv(least)).toMatchObject({ NODE_ENV: 'production', TRUST_PROXY: false, LOG_LEVEL: 'info' })
  expect(parseEnv(least).METRICS_TOKEN).toBeUndefined()
})

test('an empty setting counts as unset', () => {
  const empty = { ...least, APP_URL: '', TRUST_PROXY: '', WORKER_CONCURRENCY: '' }
  expect(parseEnv(empty)).toEqual(parseEnv(least))
})

test('every fault is named at once, without its value', () => {
  const wrong = { DATABASE_URL: 'mysql://user:hunter2@db', APP_SECRET: 'hunter2', WORKER_CONCURRENCY: 'many' }
  expect(() => parseEnv(wrong)).toThrow(
    /^(?=.*DATABASE_URL)(?=.*APP_SECRET)(?=.*WORKER_CONCURRENCY)(?!.*hunter2)/s,
  )
})

const refused = {
  TRUST_PROXY: 'maybe',
  APP_URL: 'ftp://roster.example',
  METRICS_TOKEN: 'short',
  DATABASE_POOL_MAX: '0',
  REQUEST_TIMEOUT_MS: '-1',
}
test.each(Object.entries(refused))('%s=%s is refused', (name, value) => {
  expect(() => parseEnv({ ...least, [name]: value })).toThrow(name)
})
