import type { Webhook } from './schema'

/** How long after each failed attempt the next follows: the schedule of Standard Webhooks, three days in all. */
export const retryDelaysS = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const

/** Up to this share longer, by chance, so that what failed together does not come back together. */
export const jitterShare = 0.2

/** The longest that a server's Retry-After is heeded. */
const retryAfterMaxS = 86_400

/** A webhook without one success for this long is switched off. */
export const failingMaxMs = 5 * 86_400_000

/** What came of one attempt. */
export type Outcome = {
  /** Null when there was no answer. */
  httpStatus: number | null
  /** Why it failed, for people; null when it succeeded. */
  error: string | null
  retryAfterS: number | null
  durationMs: number
}

/** What follows from an attempt, for the delivery and for its webhook. */
export type Decision = {
  status: 'pending' | 'delivered' | 'failed'
  nextAt: Date | null
  failingSince: Date | null
  switchOff: Webhook['switchedOffReason']
}

/**
 * Any 2xx is success. 410 says that nobody wants it any more. All else is tried again until the schedule ends.
 * `retry` counts the attempts of this schedule before the one that was made; `random` is from 0 up to 1.
 */
export function decide(
  outcome: Outcome,
  {
    retry,
    failingSince,
    now,
    random,
  }: { retry: number; failingSince: Date | null; now: Date; random: number },
): Decision {
  if (outcome.error === null)
    return { status: 'delivered', nextAt: null, failingSince: null, switchOff: null }
  const since = failingSince ?? now
  const ended = { status: 'failed', nextAt: null, failingSince: since } as const
  if (outcome.httpStatus === 410) return { ...ended, switchOff: 'gone' }
  if (now.getTime() - since.getTime() >= failingMaxMs) return { ...ended, switchOff: 'failing' }
  const delayS = retryDelaysS[retry]
  if (delayS === undefined) return { ...ended, switchOff: null }
  const asked = Math.min(outcome.retryAfterS ?? 0, retryAfterMaxS)
  const waitMs = Math.max(delayS, asked) * (1 + jitterShare * random) * 1_000
  const nextAt = new Date(now.getTime() + Math.round(waitMs))
  return { status: 'pending', nextAt, failingSince: since, switchOff: null }
}
