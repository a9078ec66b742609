import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Actor } from '@/lib/access/actor'
import { env } from '@/lib/platform/env'
import { singleton } from '@/lib/platform/singleton'
import { HttpProblem } from './problem'

const windowS = 60

// Counted in this process: with several web processes behind a balancer each allows this much.
const limiter = singleton(
  'api-rate-limit',
  () => new RateLimiterMemory({ points: env().API_REQUESTS_PER_MINUTE, duration: windowS }),
)

/** Counts one request of the credential. Answers the headers to send (draft-ietf-httpapi-ratelimit-headers-10). */
export async function countRequest(actor: Actor): Promise<Record<string, string>> {
  const who = actor.kind === 'credential' ? actor.credentialId : actor.kind
  try {
    return headersOf(await limiter.get().consume(`${actor.accountId}:${who}`))
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    throw new HttpProblem('rate_limited', `At most ${env().API_REQUESTS_PER_MINUTE} requests a minute.`, {
      headers: headersOf(refusal),
      retryAfterS: refusal.msBeforeNext / 1000,
    })
  }
}

function headersOf({ remainingPoints, msBeforeNext }: RateLimiterRes): Record<string, string> {
  const quota = env().API_REQUESTS_PER_MINUTE
  return {
    'ratelimit-policy': `"credential";q=${quota};w=${windowS}`,
    ratelimit: `"credential";r=${Math.max(0, remainingPoints)};t=${Math.ceil(msBeforeNext / 1000)}`,
  }
}
