import { expect, test } from 'vitest'
import { resultOf, retryAt } from './rules'

const now = new Date('2026-03-01T12:00:00Z')
const minutesLater = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const later = { kind: 'temporary', reason: 'Later' } as const

test.each([
  [{ kind: 'accepted' }, 1, { status: 'sent', reason: null, counts: true, bounce: null }],
  [{ kind: 'unknown', reason: 'Lost' }, 1, { status: 'unknown', reason: 'Lost', counts: true }],
  [{ kind: 'not-reached', reason: 'Down' }, 5, { status: 'queued', nextAt: null, counts: false }],
  [
    { kind: 'permanent', bounce: 'hard', reason: 'No' },
    1,
    { status: 'failed', reason: 'No', bounce: 'hard' },
  ],
  [{ kind: 'permanent', bounce: null, reason: 'Spam' }, 1, { status: 'failed', bounce: null }],
  [later, 1, { status: 'queued', nextAt: minutesLater(5), counts: true, bounce: null }],
  [later, 4, { status: 'queued', nextAt: minutesLater(480) }],
  [later, 5, { status: 'failed', reason: 'Later', nextAt: null, bounce: 'soft' }],
] as const)('%o at attempt %i', (outcome, attempts, result) => {
  expect(resultOf(outcome, { attempts, now })).toMatchObject(result)
})

test('a mailing waits twice as long each time, and never longer than five minutes', () => {
  const seconds = [1, 2, 3, 5, 6, 100].map((times) => (retryAt(times, now).getTime() - now.getTime()) / 1_000)
  expect(seconds).toEqual([10, 20, 40, 160, 300, 300])
})
