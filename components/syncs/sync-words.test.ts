import { describe, expect, test } from 'vitest'
import {
  effectWords,
  isHypothetical,
  outcomeWords,
  progressCount,
  progressWords,
  undoWords,
  wasApplied,
} from './sync-words'

test.each([
  ['receiving', 0, null, '0 rows so far'],
  ['receiving', 120_000, null, '120,000 rows so far'],
  ['open', 0, 1, '1 part received'],
  ['open', 0, 0, '0 parts received'],
  ['applying', 1, null, '1 row'],
  ['held', 142, null, undefined],
  ['done', 142, null, undefined],
] as const)('how far: %s, %d rows, parts %j', (status, received, parts, words) => {
  expect(progressWords({ status, received, parts })).toBe(words)
})

test('how far, in a cell of a table', () => {
  const of = (status: 'open' | 'receiving' | 'applying' | 'done') =>
    progressCount({ status, received: 12_000, parts: status === 'open' ? 3 : null })
  expect([of('open'), of('receiving'), of('applying'), of('done')]).toEqual([
    '3 parts',
    '12,000 rows',
    '12,000 rows',
    undefined,
  ])
})

test.each([
  ['done', false, true, false],
  ['undone', false, true, false],
  ['done', true, false, true],
  ['held', false, false, true],
  ['rejected', false, false, true],
  ['open', false, false, false],
  ['failed', false, false, false],
] as const)('%s, dry run %s: applied %s, hypothetical %s', (status, dryRun, applied, hypothetical) => {
  expect(wasApplied({ status, dryRun })).toBe(applied)
  expect(isHypothetical({ status, dryRun })).toBe(hypothetical)
})

describe('in numbers', () => {
  test('what a held sync would do', () => {
    expect(effectWords({ added: 1, removed: 160, membersBefore: 300 })).toBe(
      'take out 160 of 300 members and add 1',
    )
    expect(effectWords({ added: 0, removed: 12_403, membersBefore: 20_000 })).toBe(
      'take out 12,403 of 20,000 members',
    )
  })

  test.each([
    [30, 12, 'Brings back 12 contacts and takes out 30.'],
    [0, 1, 'Brings back 1 contact.'],
    [1, 0, 'Takes out 1 contact.'],
    [0, 0, 'Nobody joined or left with it, so nobody does now.'],
  ])('undoing %d added and %d removed', (added, removed, words) => {
    expect(undoWords({ added, removed })).toBe(words)
  })

  test('what was done', () => {
    expect(outcomeWords({ audienceName: 'VIP', added: 1, removed: 1_160, membersAfter: 141 })).toBe(
      '1 joined and 1,160 left “VIP”, which has 141 members now.',
    )
  })
})
