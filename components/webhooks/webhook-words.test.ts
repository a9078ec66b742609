import { describe, expect, it } from 'vitest'
import type { WebhookDelivery } from '@/lib/webhooks/schema'
import { bodyOf, hostOf, lossInWords, paceOf, pendingInWords } from './webhook-words'

it('calls a webhook by its host, with a port of its own', () => {
  expect(hostOf({ url: 'https://shop.example.com/hook?key=1' })).toBe('shop.example.com')
  expect(hostOf({ url: 'http://shop.example.com:8080/…' })).toBe('shop.example.com:8080')
})

it.each([
  [{ all: 0, pending: 0 }, 'Nothing was ever sent there.'],
  [{ all: 1, pending: 0 }, 'Its log of 1 delivery goes with it.'],
  [
    { all: 1200, pending: 1 },
    'Its log of 1,200 deliveries goes with it. 1 delivery still waits and is not sent.',
  ],
  [
    { all: 10_001, pending: 1200 },
    'Its log of more than 10,000 deliveries goes with it. 1,200 deliveries still wait and are not sent.',
  ],
])('says what is lost with %o', (counts, words) => {
  expect(lossInWords(counts)).toBe(words)
})

it('says that nothing waits', () => {
  expect(pendingInWords({ all: 3, pending: 0 })).toBe('No delivery waits.')
})

const delivery = (nextAttemptAt: string | null): WebhookDelivery => ({
  id: '1',
  messageId: 'msg_1',
  event: 'sync.done',
  data: { syncId: '7' },
  status: nextAttemptAt === null ? 'delivered' : 'pending',
  attempts: 0,
  httpStatus: null,
  error: null,
  durationMs: null,
  createdAt: '2026-05-18T03:00:00.000Z',
  attemptedAt: null,
  deliveredAt: null,
  nextAttemptAt,
})

it('shows the body as it is sent: type, moment, data', () => {
  expect(JSON.parse(bodyOf(delivery(null)))).toEqual({
    type: 'sync.done',
    timestamp: '2026-05-18T03:00:00.000Z',
    data: { syncId: '7' },
  })
})

describe('the log looks again', () => {
  const now = Date.parse('2026-05-18T03:00:10.000Z')
  it.each([
    ['soon', 'an attempt is due', delivery('2026-05-18T03:00:05.000Z'), true, 'running'],
    ['soon', 'the next attempt comes at once', delivery('2026-05-18T03:00:30.000Z'), true, 'running'],
    ['later', 'the next attempt is hours away', delivery('2026-05-18T05:00:00.000Z'), true, 'waiting'],
    ['later', 'all were delivered and others may come', delivery(null), true, 'waiting'],
    ['never', 'it is switched off', delivery(null), false, 'still'],
  ] as const)('%s when %s', (_when, _why, one, active, pace) => {
    expect(paceOf([delivery(null), one], { active, now })).toBe(pace)
  })
})
