import type { Outcome } from '@/lib/platform/mail/outcome'

const minuteMs = 60_000

/** How long a recipient waits after each attempt that the mail server refused for now: five attempts within eleven hours. */
const retryAfterMs = [5 * minuteMs, 30 * minuteMs, 120 * minuteMs, 480 * minuteMs]

/** How long a mailing waits when the mail server cannot be reached, the first time and every time after it. */
const waitMs = { first: 10_000, most: 5 * minuteMs }

/** What is written down of a recipient once the mail server has answered. */
export type Result = {
  status: 'sent' | 'failed' | 'unknown' | 'queued'
  reason: string | null
  nextAt: Date | null
  /** False where nothing was handed over: then it was no attempt. */
  counts: boolean
  bounce: 'hard' | 'soft' | null
}

/** `attempts`: of this recipient, this one among them. */
export function resultOf(outcome: Outcome, { attempts, now }: { attempts: number; now: Date }): Result {
  const result = { nextAt: null, counts: true, bounce: null }
  switch (outcome.kind) {
    case 'accepted':
      return { ...result, status: 'sent', reason: null }
    case 'unknown':
      return { ...result, status: 'unknown', reason: outcome.reason }
    case 'not-reached':
      return { ...result, status: 'queued', reason: null, counts: false }
    case 'permanent':
      return { ...result, status: 'failed', reason: outcome.reason, bounce: outcome.bounce }
    case 'temporary': {
      const waits = retryAfterMs[attempts - 1]
      const { reason } = outcome
      if (waits === undefined) return { ...result, status: 'failed', reason, bounce: 'soft' }
      return { ...result, status: 'queued', reason, nextAt: new Date(now.getTime() + waits) }
    }
  }
}

/** Until when a mailing waits whose mail server could not be reached `times` times in a row. */
export function retryAt(times: number, now: Date): Date {
  return new Date(now.getTime() + Math.min(waitMs.first * 2 ** (times - 1), waitMs.most))
}
