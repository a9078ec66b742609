import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { hmac } from '@/lib/platform/crypto'
import { env } from '@/lib/platform/env'
import { DomainError } from '@/lib/platform/errors'
import { pool } from '@/lib/platform/pool'
import { singleton } from '@/lib/platform/singleton'

const windowS = 15 * 60
/** Behind one address there may be a whole office. */
const peoplePerAddress = 5

const limiterOf = (keyPrefix: string, points: number) =>
  new RateLimiterPostgres({
    storeClient: pool(),
    storeType: 'pool',
    tableName: 'sign_in_attempt',
    tableCreated: true,
    // The worker prunes, so that no process keeps a timer of its own.
    clearExpiredByTimeout: false,
    keyPrefix,
    points,
    duration: windowS,
  })

const limiters = singleton('sign-in-limiters', () => ({
  person: limiterOf('person', env().SIGN_IN_ATTEMPTS_MAX),
  address: limiterOf('address', env().SIGN_IN_ATTEMPTS_MAX * peoplePerAddress),
}))

/** For tests: the settings and the database may be others from here on. */
export const forgetLimiters = limiters.clear

/**
 * Counts an attempt to prove a password before it is tried, in the database, so that all processes count together;
 * takes it back when the password was right. By address and person, and by address: not by person alone, or
 * anybody could lock anybody out. Keys are hashes, so the table holds no personal data.
 */
export async function throttled<T>(email: string, address: string, attempt: () => Promise<T>): Promise<T> {
  const { person, address: anybody } = limiters.get()
  const personKey = hmac('sign-in attempt', `${address} ${email}`)
  const addressKey = hmac('sign-in attempt', address)
  try {
    await anybody.consume(addressKey)
    await person.consume(personKey)
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw tooMany(Math.ceil(refusal.msBeforeNext / 1000))
  }
  const result = await attempt()
  await Promise.all([person.delete(personKey), anybody.reward(addressKey)])
  return result
}

function tooMany(retryAfterS: number): DomainError {
  const minutes = Math.max(1, Math.ceil(retryAfterS / 60))
  const message = `Too many attempts. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`
  return new DomainError('rate_limited', message, { retryAfterS })
}
