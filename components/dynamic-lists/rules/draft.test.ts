import { describe, expect, test } from 'vitest'
import { type Refinement, Rules } from '@/lib/dynamic-lists/rules/schema'
import type { NamedList } from '@/lib/dynamic-lists/schema'
import { type Catalog, fieldsOf, kindOf, operatorsOf, subjectsOf } from './asked'
import { about, type Draft, newRefinement, newSelection, toDraft, toRules } from './draft'
import { ownProblem, problemAt, problemsOf, refusal, within } from './problems'

const set = [
  { bit: 0, description: 'Sport', rank: 0 },
  { bit: 5, description: 'Art', rank: 1 },
]
const catalog: Catalog = {
  properties: [
    { name: 'city', label: 'City', type: 'string', entries: [] },
    { name: 'turnover', label: 'Turnover', type: 'money', entries: [] },
    { name: 'lastOrder', label: 'Last order', type: 'date', entries: [] },
    { name: 'lastVisit', label: 'Last visit', type: 'dateTime', entries: [] },
    { name: 'birthdate', label: 'Date of birth', type: 'birthdate', entries: [] },
    { name: 'gender', label: 'Gender', type: 'gender', entries: [] },
    { name: 'interests', label: 'Interests', type: 'set', entries: set },
  ],
  permissions: [{ bit: 1, name: 'Newsletter', rank: 1 }],
}
const vip: NamedList = { id: 7, kind: 'audience', name: 'VIP' }

const on = (property: string, asked: object) => ({ on: 'property', property, test: asked }) as Refinement
const rulesOf = (refinement: unknown) => ({ selections: [{ refinements: [refinement] }], exclusions: [] })

test.each<Refinement>([
  on('city', { type: 'text', op: 'is-not', value: ' %_ ' }),
  on('city', { type: 'text', op: 'one-of', values: ['Den Haag', 'Utrecht'] }),
  on('city', { type: 'text', op: 'present' }),
  on('turnover', { type: 'number', op: 'gte', value: -1.5 }),
  on('turnover', { type: 'number', op: 'between', from: 0, to: 10 }),
  on('turnover', { type: 'number', op: 'absent' }),
  on('lastOrder', { type: 'date', op: 'before', day: '2026-03-29' }),
  on('lastOrder', { type: 'date', op: 'between', from: '2026-03-29', to: '2026-03-30' }),
  on('lastOrder', { type: 'date', op: 'last-days', days: 30 }),
  on('lastVisit', { type: 'moment', op: 'next-days', days: 0 }),
  on('birthdate', { type: 'date', op: 'before-days', days: 6_574 }),
  on('birthdate', { type: 'birthday', days: 0 }),
  on('birthdate', { type: 'birthday', days: 7 }),
  on('gender', { type: 'gender', op: 'none-of', values: ['F', 'X'] }),
  on('interests', { type: 'set', op: 'all-of', bits: [0, 5] }),
  { on: 'email', test: { type: 'text', op: 'ends-with', value: '@x.nl' } },
  { on: 'status', status: 'inactive' },
  { on: 'created', test: { type: 'moment', op: 'last-days', days: 7 } },
  { on: 'permission', bit: 1, granted: false },
  { on: 'list', list: { kind: 'audience', id: 7 }, member: false },
  { on: 'mailing', event: 'opened', happened: false, days: 30 },
])('%j is edited and saved as it was', (refinement) => {
  const rules = Rules.parse({ ...rulesOf(refinement), exclusions: rulesOf(refinement).selections })
  expect(toRules(toDraft(rules, [vip]), catalog)).toEqual(rules)
})

test('all that can be chosen can be saved once it is filled in', () => {
  const filled = { value: '2', from: '1', to: '2', days: '3', lines: 'a\n\n a ', choices: ['F'], list: vip }
  const dates = { value: '2026-01-01', from: '2026-01-01', to: '2026-01-02' }
  let tried = 0
  for (const { value: subject } of subjectsOf(catalog).flatMap(({ options }) => options)) {
    const kind = kindOf(subject, catalog)
    if (!kind) throw new Error(subject)
    for (const { value: op } of operatorsOf(kind)) {
      const isDated = ['date', 'moment', 'birthdate'].includes(kind) && fieldsOf(kind, op) !== 'days'
      const draft = { ...newRefinement(), ...filled, ...(isDated && dates), subject, op }
      if (kind === 'set') draft.choices = ['0']
      const rules = toRules({ selections: [{ key: '', refinements: [draft] }], exclusions: [] }, catalog)
      const { error } = Rules.safeParse(rules)
      expect([subject, op, error?.issues]).toEqual([subject, op, undefined])
      tried++
    }
  }
  expect(tried).toBeGreaterThan(70)
})

test('another subject keeps an operator that it has too, and nothing that was filled in', () => {
  const city = { ...newRefinement(), subject: 'property:city', op: 'absent', value: 'x' }
  expect(about(city, 'property:turnover', catalog)).toMatchObject({ op: 'absent', value: '' })
  expect(about(city, 'status', catalog)).toMatchObject({ subject: 'status', op: 'active' })
})

describe('what is wrong', () => {
  const draftOf = (filledIn: object): Draft => {
    const selection = newSelection()
    const [first] = selection.refinements
    return {
      selections: [{ ...selection, refinements: [{ ...first, ...filledIn } as never] }],
      exclusions: [],
    }
  }
  const wrongWith = (filledIn: object) => {
    const { error } = Rules.safeParse(toRules(draftOf(filledIn), catalog))
    return within(problemsOf(error), 'selections', 0, 'refinements', 0)
  }

  test.each([
    [{ subject: 'property:city', op: 'is' }, 'value', 'Enter a text.'],
    [{ subject: 'property:city', op: 'one-of', lines: ' \n' }, 'values', 'Choose at least one.'],
    [{ subject: 'property:turnover', op: 'gt', value: '1.000,5' }, 'value', 'Enter a number.'],
    [{ subject: 'property:lastOrder', op: 'on', value: '' }, 'day', 'Enter a date.'],
    [{ subject: 'property:interests', op: 'any-of' }, 'bits', 'Choose at least one.'],
    [{ subject: 'list', op: 'member' }, 'list', 'Choose a list.'],
    [{ subject: 'mailing:opened', op: 'happened', days: '' }, 'days', 'Enter a whole number.'],
  ])('%j is told at its field', (filledIn, field, message) => {
    const problems = wrongWith(filledIn)
    expect(problemAt(problems, field)).toBe(message)
    expect(ownProblem(problems)).toBeUndefined()
  })

  test('a refusal of the server is told at the refinement that it names', () => {
    const problems = [refusal('There is no such list any more.', 'rules.selections.1.refinements.2')]
    expect(ownProblem(within(problems, 'selections', 1, 'refinements', 2))).toBe(
      'There is no such list any more.',
    )
    expect(within(problems, 'selections', 0)).toEqual([])
    expect(refusal('Taken.', 'name').path).toEqual(['name'])
    expect(refusal('Somebody else changed it.', undefined).path).toEqual([])
  })
})
