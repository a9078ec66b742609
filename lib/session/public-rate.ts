import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { singleton } from '@/lib/platform/singleton'

/** Far more than anybody does, and scanners of mail that follow each of its links. */
const requestsPerMinute = 300

// Counted in this process: with several web processes behind a balancer each allows this much.
const limiter = singleton(
  'public-rate',
  () => new RateLimiterMemory({ points: requestsPerMinute, duration: 60 }),
)

/** Counts a request that nobody signed in for, and answers whether it may go on. */
export async function withinPublicRate(key: string): Promise<boolean> {
  try {
    await limiter.get().consume(key)
    return true
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return false
  }
}
