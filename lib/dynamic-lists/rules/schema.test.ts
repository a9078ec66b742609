import { describe, expect, test } from 'vitest'
import { type PropertyTest, type Refinement, Rules } from './schema'

const active: Refinement = { on: 'status', status: 'active' }
const many = (count: number, refinement: Refinement = active) =>
  Array.from({ length: count }, () => refinement)
const selections = (...counts: number[]) => counts.map((count) => ({ refinements: many(count) }))
const cityIs = (value: string): Refinement => ({
  on: 'property',
  property: 'city',
  test: { type: 'text', op: 'is', value },
})

function nested(levels: number): unknown {
  let inner: unknown = active
  for (let level = 0; level < levels; level++) inner = { refinements: [inner] }
  return { selections: [inner] }
}

function problemOf(rules: unknown): string | undefined {
  const { error } = Rules.safeParse(rules)
  return error?.issues
    .map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': '))
    .join('; ')
}

describe('the bounds of rules', () => {
  test.each([
    ['20 levels deep', nested(20), /^Rules have at most 7 levels/],
    ['10,000 levels deep', nested(10_000), /^Rules have at most 7 levels/],
    ['one level too deep', nested(3), /^Rules have at most 7 levels/],
    ['one selection in another', nested(2), /selections\.0\.refinements\.0/],
    [
      '500 refinements in one',
      { selections: selections(500) },
      /at most 100 refinements in all; these have 500\.$/,
    ],
    [
      '101 with the exclusions',
      { selections: selections(20, 20, 20), exclusions: selections(20, 20, 1) },
      /^Rules have at most 100 refinements in all; these have 101\.$/,
    ],
    ['21 in one selection', { selections: selections(21) }, /: At most 20 refinements in one selection\.$/],
    [
      '11 selections',
      { selections: selections(...many(11).map(() => 1)) },
      /^selections: At most 10 selections\.$/,
    ],
    ['no selection', { selections: [] }, /^selections: Add at least one selection\.$/],
    ['no refinement', { selections: selections(0) }, /: Add at least one refinement\.$/],
    [
      'more than 64 KB',
      {
        selections: selections(1)
          .concat({ refinements: many(20, cityIs('é'.repeat(1_000))) })
          .concat({ refinements: many(15, cityIs('é'.repeat(1_000))) }),
      },
      /^The rules are too large: at most 64 KB as JSON\. /,
    ],
    ['a field that is none', { selections: selections(1), or: [] }, /Unrecognized key: "or"/],
    ['nothing', null, /expected object/],
  ])('%s is refused', (_, rules, message) => {
    expect(problemOf(rules)).toMatch(message)
  })

  test('what is at them is taken', () => {
    expect(problemOf({ selections: selections(20, 20, 20), exclusions: selections(20, 20) })).toBeUndefined()
    expect(problemOf({ selections: selections(...many(10).map(() => 10)) })).toBeUndefined()
    expect(problemOf({ selections: [{ refinements: many(20, cityIs('x'.repeat(1_000))) }] })).toBeUndefined()
  })
})

const on = (property: string, test: unknown) => ({
  selections: [{ refinements: [{ on: 'property', property, test }] }],
})

test.each([
  [{ type: 'text', op: 'is', value: '' }, 'value: Enter a text.'],
  [{ type: 'text', op: 'is', value: 'a\u0000b' }, 'value: Leave out control characters.'],
  [{ type: 'text', op: 'is', value: '\ud800' }, 'value: Leave out control characters.'],
  [{ type: 'text', op: 'is', value: 'x'.repeat(1_001) }, 'value: At most 1,000 characters.'],
  [{ type: 'text', op: 'one-of', values: [] }, 'values: Choose at least one.'],
  [
    { type: 'text', op: 'one-of', values: Array.from({ length: 101 }, String) },
    'values: At most 100 values.',
  ],
  [{ type: 'number', op: 'gt', value: '5' }, 'value: Enter a number.'],
  [{ type: 'number', op: 'gt', value: Number.NaN }, 'value: Enter a number.'],
  [{ type: 'number', op: 'gt', value: 1e300 }, 'value: That number is too large.'],
  [{ type: 'number', op: 'between', from: 2, to: 1 }, 'to: Enter the larger or the later of the two here.'],
  [{ type: 'date', op: 'on', day: '2026-02-29' }, 'day: Enter a date.'],
  [{ type: 'date', op: 'on', day: '0001-01-01' }, 'day: Enter a date from 1800 to 8999.'],
  [
    { type: 'moment', op: 'between', from: '2026-02-02', to: '2026-02-01' },
    'to: Enter the larger or the later of the two here.',
  ],
  [{ type: 'date', op: 'last-days', days: 1.5 }, 'days: Enter a whole number.'],
  [{ type: 'date', op: 'last-days', days: -1 }, 'days: Enter 0 or more.'],
  [{ type: 'date', op: 'last-days', days: 36_501 }, 'days: At most 36,500 days.'],
  [{ type: 'birthday', days: 366 }, 'days: At most 365 days.'],
  [{ type: 'set', op: 'any-of', bits: [64] }, 'bits.0: Too big: expected number to be <=63'],
])('%j is refused at its field', (asked, message) => {
  expect(problemOf(on('x', asked))).toBe(`selections.0.refinements.0.test.${message}`)
})

test.each([
  { type: 'text', op: 'contains', value: "'; drop table" },
  { type: 'text', op: 'is', value: '%_\\\t😀' },
  { type: 'number', op: 'between', from: -1, to: -1 },
  { type: 'date', op: 'between', from: '2024-02-29', to: '2024-02-29' },
  { type: 'birthday', days: 0 },
] satisfies PropertyTest[])('%j is taken as it is', (asked) => {
  expect(Rules.parse(on('x', asked))).toEqual({ ...on('x', asked), exclusions: [] })
})
