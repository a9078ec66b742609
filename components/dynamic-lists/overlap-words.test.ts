import { expect, test } from 'vitest'
import { overlapInWords } from './overlap-words'

test.each([
  [[60, 40, 10], '40 contacts are in both: 40% of “A” and 80% of “B”.'],
  [[1, 1, 1], '1 contact is in both: 50% of “A” and 50% of “B”.'],
  [[3, 0, 1], 'Nobody is in both: “A” has 3 contacts, “B” has 1 contact.'],
  [[0, 2, 1_000], 'All 2 contacts of “A” are in “B”, which has 1,000 more.'],
  [[5, 2, 0], 'All 2 contacts of “B” are in “A”, which has 5 more.'],
  [[0, 12, 0], 'Both have the same 12 contacts.'],
  [[0, 0, 2], '“A” is empty, so nobody is in both; “B” has 2 contacts.'],
  [[2, 0, 0], '“B” is empty, so nobody is in both; “A” has 2 contacts.'],
  [[0, 0, 0], '“A” and “B” are both empty.'],
])('%j', ([onlyA = 0, both = 0, onlyB = 0], words) => {
  expect(overlapInWords('A', 'B', { onlyA, both, onlyB })).toBe(words)
})
