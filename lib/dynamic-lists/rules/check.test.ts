import { expect, test } from 'vitest'
import { checkRules, type Known, namedBy } from './check'
import type { PropertyTest, Refinement, Rules } from './schema'

const known: Known = {
  properties: new Map([
    ['city', { id: 1, type: 'string', entries: [] }],
    ['phone', { id: 2, type: 'mobNr', entries: [] }],
    ['postcode', { id: 3, type: 'postcode', entries: [] }],
    ['birthdate', { id: 4, type: 'birthdate', entries: [] }],
    ['lastOrder', { id: 5, type: 'date', entries: [] }],
    ['interests', { id: 6, type: 'set', entries: [{ bit: 2, description: 'Two', rank: 2 }] }],
  ]),
  permissions: new Map([[1, { id: 9 }]]),
  lists: new Map([
    [7, { kind: 'audience' }],
    [8, { kind: 'static' }],
  ]),
}

const on = (property: string, asked: PropertyTest): Refinement => ({ on: 'property', property, test: asked })
const inList = (kind: 'audience' | 'static', id: number): Refinement => ({
  on: 'list',
  list: { kind, id },
  member: true,
})
const active: Refinement = { on: 'status', status: 'active' }
const rulesWith = (refinement: Refinement): Rules => ({
  selections: [{ refinements: [active] }],
  exclusions: [{ refinements: [active, refinement] }],
})

test.each([
  [on('gone', { type: 'text', op: 'present' }), 'There is no property gone any more.'],
  [on('city', { type: 'number', op: 'present' }), 'This cannot be asked of city.'],
  [on('lastOrder', { type: 'birthday', days: 0 }), 'This cannot be asked of lastOrder.'],
  [on('lastOrder', { type: 'moment', op: 'present' }), 'This cannot be asked of lastOrder.'],
  [
    on('interests', { type: 'set', op: 'any-of', bits: [2, 3] }),
    'interests does not have this choice any more.',
  ],
  [{ on: 'permission', bit: 2, granted: true }, 'There is no such permission any more.'],
  [inList('audience', 6), 'There is no such list any more.'],
  [inList('static', 7), 'There is no such list any more.'],
] as [Refinement, string][])('%j is refused at its place', (refinement, message) => {
  expect(() => checkRules(rulesWith(refinement), known)).toThrow(
    expect.objectContaining({ code: 'invalid', message, field: 'rules.exclusions.0.refinements.1' }),
  )
})

test.each([
  on('birthdate', { type: 'birthday', days: 0 }),
  on('birthdate', { type: 'date', op: 'present' }),
  on('interests', { type: 'set', op: 'none-of', bits: [2] }),
  on('postcode', { type: 'text', op: 'starts-with', value: '12 3' }),
  on('phone', { type: 'text', op: 'contains', value: '06-1' }),
  on('phone', { type: 'text', op: 'is', value: 'no number' }),
  { on: 'permission', bit: 1, granted: false },
  inList('audience', 7),
  inList('static', 8),
] satisfies Refinement[])('%j is kept as it is', (refinement) => {
  expect(checkRules(rulesWith(refinement), known)).toEqual(rulesWith(refinement))
})

test('whole telephone numbers and postcodes are kept as contacts have them', () => {
  const kept = (refinement: Refinement) =>
    checkRules(rulesWith(refinement), known).exclusions[0]?.refinements[1]
  expect(kept(on('phone', { type: 'text', op: 'is', value: '0031 (6) 12-34' }))).toEqual(
    on('phone', { type: 'text', op: 'is', value: '+3161234' }),
  )
  expect(kept(on('postcode', { type: 'text', op: 'one-of', values: ['1234ab', 'x'] }))).toEqual(
    on('postcode', { type: 'text', op: 'one-of', values: ['1234 AB', 'x'] }),
  )
})

test('what rules name is told once, wherever it stands', () => {
  const refinements = [on('city', { type: 'text', op: 'absent' }), inList('static', 8), active]
  const permission: Refinement = { on: 'permission', bit: 1, granted: true }
  expect(
    namedBy({ selections: [{ refinements }, { refinements }], exclusions: [{ refinements: [permission] }] }),
  ).toEqual({ properties: ['city'], permissions: [1], lists: [8] })
})
