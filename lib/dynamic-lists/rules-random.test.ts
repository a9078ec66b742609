import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { Rules } from './rules/schema'
import { isIn, type Person } from './testing/evaluate'
import { addPeople, defineAll, peopleIn } from './testing/people'

testDatabase()

/** Each with the letters that only look or fold alike, and what SQL and patterns treat specially. */
const letter = fc.constantFrom(...'aAbBéÉßøØ%_\\\'";- 1２😀')
const text = fc.string({ unit: letter, minLength: 1, maxLength: 3 })
const amount = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.01, -0.5, 2.5, 9_007_199_254_740_991),
)
const day = fc.constantFrom(
  ...['1988-02-29', '2000-03-01', '2026-02-28', '2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30'],
  ...['2026-03-31', '2025-10-25', '2025-10-26', '2025-10-27', '2025-11-01', '2025-11-02', '2025-11-03'],
)
/** Around midnight of the days on which clocks change, in both places. */
const moment = fc
  .tuple(
    day,
    fc.constantFrom(
      '00:00:00.000',
      '03:59:59.999',
      '04:00:00.000',
      '05:00:00.000',
      '22:00:00.000',
      '23:00:00.000',
    ),
  )
  .map(([date, time]) => `${date}T${time}Z`)
const bit = fc.constantFrom(0, 1, 2, 63)
const bits = fc.uniqueArray(bit, { minLength: 1, maxLength: 3 })
const genders = fc.uniqueArray(fc.constantFrom('M', 'F', 'X', 'U'), { minLength: 1 })
const odd = fc.constantFrom<unknown>('', 'x', 7, true, null, [], ['a'], {}, '2026', '2026-03-29T', -0)

const values = {
  city: text,
  altEmail: text,
  orders: amount,
  turnover: amount,
  lastOrder: day,
  lastVisit: moment,
  birthdate: day,
  gender: fc.constantFrom('M', 'F', 'X', 'U'),
  interests: fc.uniqueArray(bit, { maxLength: 4 }),
}

const person: fc.Arbitrary<Omit<Person, 'id'>> = fc.record(
  {
    email: fc.constantFrom('a@b.nl', 'A@B.nl', 'é@x.nl', "o'hara@x.nl"),
    status: fc.constantFrom('active' as const, 'inactive' as const),
    createdAt: moment,
    properties: fc.record(
      Object.fromEntries(
        Object.entries(values).map(([name, value]) => [name, fc.oneof({ weight: 5, arbitrary: value }, odd)]),
      ),
      { requiredKeys: [] },
    ) as fc.Arbitrary<Record<string, unknown>>,
    granted: fc.subarray([1, 2]),
    lists: fc.subarray([0, 1]),
    events: fc.array(
      fc.record({
        kind: fc.constantFrom('received' as const, 'opened' as const, 'clicked' as const),
        at: moment,
      }),
      { maxLength: 3 },
    ),
    erased: fc.boolean(),
  },
  { requiredKeys: [] },
)

const anyOf = (...arbitraries: fc.Arbitrary<object>[]) => fc.oneof(...arbitraries)
const withType = (type: string, ...tests: fc.Arbitrary<object>[]) =>
  anyOf(...tests, fc.record({ op: fc.constantFrom('present', 'absent') })).map((asked) => ({
    type,
    ...asked,
  }))
const between = (value: fc.Arbitrary<string> | fc.Arbitrary<number>) =>
  fc.tuple(value, value).map((pair) => {
    const [from, to] = pair[0] <= pair[1] ? pair : [pair[1], pair[0]]
    return { op: 'between', from, to }
  })
const op = (...ops: string[]) => fc.constantFrom(...ops)
const days = fc.constantFrom(0, 1, 2, 30, 140, 36_500)

const textTest = withType(
  'text',
  fc.record({ op: op('is', 'is-not', 'contains', 'not-contains', 'starts-with', 'ends-with'), value: text }),
  fc.record({ op: op('one-of'), values: fc.array(text, { minLength: 1, maxLength: 12 }) }),
)
const numberTest = withType(
  'number',
  fc.record({ op: op('eq', 'ne', 'lt', 'lte', 'gt', 'gte'), value: amount }),
  between(amount),
)
const datesOf = (type: string) =>
  withType(
    type,
    fc.record({ op: op('on', 'before', 'after'), day }),
    between(day),
    fc.record({ op: op('last-days', 'before-days', 'next-days'), days }),
  )
const birthdayTest = fc.record({ type: op('birthday'), days: fc.constantFrom(0, 1, 40, 365) })
const ofProperty = (names: string[], asked: fc.Arbitrary<object>) =>
  fc.record({ on: op('property'), property: op(...names), test: asked })

const refinementOf = (lists: [audience: number, imported: number]) =>
  anyOf(
    ofProperty(['city', 'altEmail'], textTest),
    ofProperty(['orders', 'turnover'], numberTest),
    ofProperty(['lastOrder', 'birthdate'], datesOf('date')),
    ofProperty(['birthdate'], birthdayTest),
    ofProperty(['lastVisit'], datesOf('moment')),
    ofProperty(['gender'], withType('gender', fc.record({ op: op('one-of', 'none-of'), values: genders }))),
    ofProperty(['interests'], withType('set', fc.record({ op: op('any-of', 'all-of', 'none-of'), bits }))),
    fc.record({ on: op('email'), test: textTest }),
    fc.record({ on: op('created'), test: datesOf('moment') }),
    fc.record({ on: op('status'), status: op('active', 'inactive') }),
    fc.record({ on: op('permission'), bit: fc.constantFrom(1, 2), granted: fc.boolean() }),
    fc.record({
      on: op('list'),
      list: fc.constantFrom({ kind: 'audience', id: lists[0] }, { kind: 'static', id: lists[1] }),
      member: fc.boolean(),
    }),
    fc.record({
      on: op('mailing'),
      event: op('received', 'opened', 'clicked'),
      happened: fc.boolean(),
      days,
    }),
  )

const at = fc.record({
  now: moment.map((text) => new Date(text)),
  timeZone: fc.constantFrom('Europe/Amsterdam', 'America/New_York', 'Pacific/Auckland', 'UTC'),
})

test('whatever the rules and the contacts, the database finds those whom reading them one by one finds', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(person, { minLength: 25, maxLength: 25 }),
      fc.array(at, { minLength: 3, maxLength: 3 }),
      fc.nat(),
      async (persons, moments, seed) => {
        const ctx = await newAccount()
        await defineAll(ctx)
        await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
        const data = { accountId: ctx.actor.accountId, kind: 'static', name: 'Imported', nameKey: 'imported' }
        const audience = await ctx.db.audience.findFirstOrThrow({ where: { accountId: ctx.actor.accountId } })
        const ids: [number, number] = [audience.id, (await ctx.db.list.create({ data })).id]
        const people = persons.map((one, n) => ({
          ...one,
          id: `c${String(n).padStart(2, '0')}`,
          lists: (one.lists ?? []).map((list) => ids[list as 0 | 1]),
        }))
        await addPeople(ctx, people)
        const selections = fc.array(
          fc.record({ refinements: fc.array(refinementOf(ids), { minLength: 1, maxLength: 3 }) }),
          { minLength: 1, maxLength: 3 },
        )
        const rulesOf = fc.record({ selections, exclusions: fc.oneof(fc.constant([]), selections) })
        for (const given of fc.sample(rulesOf, { numRuns: 30, seed })) {
          const rules = Rules.parse(given)
          for (const when of moments) {
            const found = await peopleIn(ctx, rules, when)
            const expected = people.filter((one) => isIn(rules, one, when)).map(({ id }) => id)
            expect({ rules, when, found }).toEqual({ rules, when, found: expected })
          }
        }
      },
    ),
    { numRuns: 4, endOnFailure: true },
  )
})
