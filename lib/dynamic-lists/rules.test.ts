import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { type PropertyTest, type Refinement, Rules } from './rules/schema'
import { isIn, type Person } from './testing/evaluate'
import { addPeople, defineAll, peopleIn } from './testing/people'

testDatabase()

const lists = { vip: 0, imported: 0 }

/** `non` has nothing at all, `odd` values of other shapes than their properties have, `gone` was erased. */
const people = (): Person[] => [
  {
    id: 'ann',
    email: 'Ann@Example.com',
    createdAt: '2026-03-28T23:30:00Z',
    granted: [1, 2],
    lists: [lists.vip],
    events: [
      { kind: 'received', at: '2026-03-20T10:00:00Z' },
      { kind: 'opened', at: '2026-03-20T11:00:00Z' },
    ],
    properties: {
      city: 'Den Haag',
      company: "'; drop table contact; --",
      altEmail: 'ANN@work.example',
      mobilePhone: '+31612345678',
      postcode: '1234 AB',
      orders: 3,
      turnover: 500.01,
      lastOrder: '2026-03-29',
      lastVisit: '2026-03-28T23:30:00.000Z',
      birthdate: '1988-02-29',
      gender: 'F',
      interests: [0, 2],
    },
  },
  {
    id: 'bob',
    email: 'bob@example.com',
    status: 'inactive',
    createdAt: '2026-03-29T22:30:00Z',
    granted: [2],
    withdrawn: [1],
    lists: [lists.vip, lists.imported],
    events: [{ kind: 'received', at: '2026-03-01T10:00:00Z' }],
    properties: {
      city: 'den haag',
      company: '100%_\\',
      altEmail: 'bob@home.example',
      mobilePhone: '0612',
      postcode: '1234 XY',
      orders: 0,
      turnover: -1.5,
      lastOrder: '2026-03-22',
      lastVisit: '2026-03-29T22:00:00.000Z',
      birthdate: '1970-03-01',
      gender: 'M',
      interests: [2, 63],
    },
  },
  {
    id: 'eve',
    createdAt: '2025-11-02T04:30:00Z',
    lists: [lists.imported],
    properties: {
      city: 'ÉVRY',
      company: '100 procent',
      postcode: 'SW1A 1AA',
      orders: 10,
      turnover: 12_345_678_901.99,
      lastOrder: '2026-04-05',
      lastVisit: '2025-11-02T05:30:00.000Z',
      birthdate: '2000-12-31',
      gender: 'U',
      interests: [1],
    },
  },
  { id: 'non' },
  {
    id: 'odd',
    properties: {
      city: '',
      orders: 'many',
      turnover: [1],
      lastOrder: 'soon',
      lastVisit: 20260329,
      birthdate: { day: 1 },
      interests: 2,
    },
  },
  { id: 'gone', erased: true },
]

let ctx: Context
beforeAll(async () => {
  ctx = await newAccount()
  await defineAll(ctx)
  const where = { accountId: ctx.actor.accountId }
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  lists.vip = (await ctx.db.audience.findFirstOrThrow({ where })).id
  const imported = { ...where, kind: 'static', name: 'Imported', nameKey: 'imported' }
  lists.imported = (await ctx.db.list.create({ data: imported })).id
  await addPeople(ctx, people())
  // Somebody in another account meets whatever can be met, and is in none of these lists.
  const other = await newAccount()
  await defineAll(other)
  await addPeople(other, [{ ...(people()[0] as Person), id: 'theirs', lists: [] }])
})

/** Sunday 29 March 2026: clocks go forward in Amsterdam, where it is noon. */
const spring = { now: new Date('2026-03-29T10:00:00Z'), timeZone: 'Europe/Amsterdam' }

async function expectIn(rules: unknown, names: string, at = spring): Promise<void> {
  const parsed = Rules.parse(rules)
  const expected = names.split(' ').filter(Boolean)
  expect(await peopleIn(ctx, parsed, at)).toEqual(expected)
  expect(
    people()
      .filter((person) => isIn(parsed, person, at))
      .map(({ id }) => id),
  ).toEqual(expected)
}

const only = (...refinements: Refinement[]) => ({ selections: [{ refinements }] })
const on = (property: string, asked: PropertyTest): Refinement => ({ on: 'property', property, test: asked })

type Op = { op: string; [key: string]: unknown }
type Case = [property: string, asked: Op, names: string]

function testsOf(type: PropertyTest['type'], cases: Case[], at = spring) {
  test.each(cases)('%s %j: %s', async (property, asked, names) => {
    await expectIn(only(on(property, { type, ...asked } as PropertyTest)), names, at)
  })
}

describe('texts', () => {
  testsOf('text', [
    ['city', { op: 'is', value: 'DEN HAAG' }, 'ann bob'],
    ['city', { op: 'is', value: 'den' }, ''],
    ['city', { op: 'is', value: 'évry' }, 'eve'],
    ['city', { op: 'is-not', value: 'Den Haag' }, 'eve non odd'],
    ['city', { op: 'contains', value: 'N H' }, 'ann bob'],
    ['city', { op: 'not-contains', value: 'haag' }, 'eve non odd'],
    ['city', { op: 'starts-with', value: 'Év' }, 'eve'],
    ['city', { op: 'ends-with', value: 'AAG' }, 'ann bob'],
    ['city', { op: 'ends-with', value: 'x'.repeat(100) }, ''],
    ['city', { op: 'one-of', values: ['paris', 'EVRY', 'Évry', 'den Haag'] }, 'ann bob eve'],
    ['city', { op: 'present' }, 'ann bob eve'],
    ['city', { op: 'absent' }, 'non odd'],
    ['company', { op: 'is', value: "'; DROP TABLE contact; --" }, 'ann'],
    ['company', { op: 'contains', value: "'; drop table" }, 'ann'],
    ['company', { op: 'contains', value: '%_\\' }, 'bob'],
    ['company', { op: 'starts-with', value: '100%' }, 'bob'],
    ['company', { op: 'ends-with', value: '_\\' }, 'bob'],
    ['company', { op: 'contains', value: '%' }, 'bob'],
    ['altEmail', { op: 'is', value: 'ann@WORK.example' }, 'ann'],
    ['altEmail', { op: 'ends-with', value: '.EXAMPLE' }, 'ann bob'],
    ['mobilePhone', { op: 'starts-with', value: '+31' }, 'ann'],
    ['postcode', { op: 'starts-with', value: '1234' }, 'ann bob'],
    ['postcode', { op: 'is', value: 'sw1a 1aa' }, 'eve'],
  ])

  test.each([
    [{ op: 'is', value: 'ANN@example.com' }, 'ann'],
    [{ op: 'is-not', value: 'ann@example.com' }, 'bob eve non odd'],
    [{ op: 'ends-with', value: '@Example.com' }, 'ann bob'],
    [{ op: 'one-of', values: ['bob@example.com', 'x'] }, 'bob'],
    [{ op: 'present' }, 'ann bob'],
    [{ op: 'absent' }, 'eve non odd'],
  ])('the e-mail address %j: %s', async (asked, names) => {
    await expectIn(only({ on: 'email', test: { type: 'text', ...asked } as never }), names)
  })
})

describe('numbers', () => {
  testsOf('number', [
    ['orders', { op: 'eq', value: 3 }, 'ann'],
    ['orders', { op: 'ne', value: 3 }, 'bob eve non odd'],
    ['orders', { op: 'lt', value: 3 }, 'bob'],
    ['orders', { op: 'lte', value: 3 }, 'ann bob'],
    ['orders', { op: 'gt', value: 3 }, 'eve'],
    ['orders', { op: 'gte', value: 3 }, 'ann eve'],
    ['orders', { op: 'between', from: 0, to: 3 }, 'ann bob'],
    ['orders', { op: 'present' }, 'ann bob eve'],
    ['orders', { op: 'absent' }, 'non odd'],
    ['turnover', { op: 'gt', value: 500 }, 'ann eve'],
    ['turnover', { op: 'gt', value: 500.01 }, 'eve'],
    ['turnover', { op: 'eq', value: -1.5 }, 'bob'],
    ['turnover', { op: 'gte', value: 12_345_678_901.99 }, 'eve'],
    ['turnover', { op: 'lt', value: Number.MIN_SAFE_INTEGER }, ''],
  ])
})

describe('dates', () => {
  testsOf('date', [
    ['lastOrder', { op: 'on', day: '2026-03-29' }, 'ann'],
    ['lastOrder', { op: 'before', day: '2026-03-29' }, 'bob'],
    ['lastOrder', { op: 'after', day: '2026-03-29' }, 'eve'],
    ['lastOrder', { op: 'between', from: '2026-03-22', to: '2026-03-29' }, 'ann bob'],
    ['lastOrder', { op: 'last-days', days: 7 }, 'ann bob'],
    ['lastOrder', { op: 'last-days', days: 6 }, 'ann'],
    ['lastOrder', { op: 'before-days', days: 6 }, 'bob'],
    ['lastOrder', { op: 'before-days', days: 7 }, ''],
    ['lastOrder', { op: 'next-days', days: 7 }, 'ann eve'],
    ['lastOrder', { op: 'next-days', days: 6 }, 'ann'],
    ['lastOrder', { op: 'present' }, 'ann bob eve'],
    ['lastOrder', { op: 'absent' }, 'non odd'],
    ['birthdate', { op: 'before', day: '1988-02-29' }, 'bob'],
    ['birthdate', { op: 'before-days', days: 14_000 }, 'bob'],
    ['birthdate', { op: 'absent' }, 'non odd'],
  ])
})

describe('moments, by the days of the account', () => {
  testsOf('moment', [
    ['lastVisit', { op: 'on', day: '2026-03-29' }, 'ann'],
    ['lastVisit', { op: 'on', day: '2026-03-30' }, 'bob'],
    ['lastVisit', { op: 'before', day: '2026-03-30' }, 'ann eve'],
    ['lastVisit', { op: 'after', day: '2026-03-29' }, 'bob'],
    ['lastVisit', { op: 'between', from: '2026-03-29', to: '2026-03-30' }, 'ann bob'],
    ['lastVisit', { op: 'last-days', days: 0 }, 'ann'],
    ['lastVisit', { op: 'before-days', days: 0 }, 'eve'],
    ['lastVisit', { op: 'next-days', days: 1 }, 'ann bob'],
    ['lastVisit', { op: 'present' }, 'ann bob eve'],
    ['lastVisit', { op: 'absent' }, 'non odd'],
  ])
})

describe('on the day after clocks went forward in Amsterdam', () => {
  const at = { ...spring, now: new Date('2026-03-30T00:30:00Z') }
  testsOf(
    'moment',
    [
      ['lastVisit', { op: 'last-days', days: 0 }, 'bob'],
      ['lastVisit', { op: 'last-days', days: 1 }, 'ann bob'],
      ['lastVisit', { op: 'before-days', days: 0 }, 'ann eve'],
      ['lastVisit', { op: 'before-days', days: 1 }, 'eve'],
    ],
    at,
  )
})

describe('on 2 November 2025, when clocks go back in New York', () => {
  const at = { now: new Date('2025-11-03T04:59:59Z'), timeZone: 'America/New_York' }
  testsOf(
    'moment',
    [
      // 05:30Z is the first 01:30 of that day.
      ['lastVisit', { op: 'last-days', days: 0 }, 'eve'],
      ['lastVisit', { op: 'on', day: '2025-11-02' }, 'eve'],
      ['lastVisit', { op: 'on', day: '2025-11-01' }, ''],
      ['lastVisit', { op: 'next-days', days: 146 }, 'ann eve'],
      ['lastVisit', { op: 'next-days', days: 147 }, 'ann bob eve'],
    ],
    at,
  )
  test('the day that lasts 25 hours ends with its last second', async () => {
    const today = only(on('lastVisit', { type: 'moment', op: 'last-days', days: 0 }))
    await expectIn(today, 'eve', at)
    await expectIn(today, '', { ...at, now: new Date('2025-11-03T05:00:00Z') })
  })
})

test.each([
  // 00:30 on the 29th in Amsterdam, 19:30 on the 28th in New York.
  ['Europe/Amsterdam', { op: 'on', day: '2026-03-29' }, 'ann'],
  ['America/New_York', { op: 'on', day: '2026-03-28' }, 'ann'],
  ['America/New_York', { op: 'on', day: '2026-03-29' }, 'bob'],
  // 04:30Z is 00:30 of the day on which clocks go back.
  ['America/New_York', { op: 'on', day: '2025-11-02' }, 'eve'],
  ['Europe/Amsterdam', { op: 'last-days', days: 0 }, 'ann'],
  ['Europe/Amsterdam', { op: 'next-days', days: 1 }, 'ann bob'],
  ['Europe/Amsterdam', { op: 'before-days', days: 100 }, 'eve non odd'],
  ['UTC', { op: 'present' }, 'ann bob eve non odd'],
  ['UTC', { op: 'absent' }, ''],
])('in %s, created %j: %s', async (timeZone, asked, names) => {
  const rules = only({ on: 'created', test: { type: 'moment', ...asked } as never })
  await expectIn(rules, names, { ...spring, timeZone })
})

test.each([
  ['2026-02-28', 0, 'ann'],
  ['2026-02-28', 1, 'ann bob'],
  ['2026-02-27', 0, ''],
  ['2026-03-01', 0, 'bob'],
  ['2028-02-28', 0, ''],
  ['2028-02-29', 0, 'ann'],
  ['2027-12-31', 0, 'eve'],
  ['2026-12-25', 7, 'eve'],
  ['2026-12-25', 65, 'ann eve'],
  ['2026-06-01', 365, 'ann bob eve'],
])('on %s, a birthday within %i days: %s', async (day, days, names) => {
  const at = { ...spring, now: new Date(`${day}T12:00:00Z`) }
  await expectIn(only(on('birthdate', { type: 'birthday', days })), names, at)
})

describe('choices', () => {
  testsOf('gender', [
    ['gender', { op: 'one-of', values: ['F', 'U'] }, 'ann eve'],
    ['gender', { op: 'none-of', values: ['F', 'U'] }, 'bob non odd'],
    ['gender', { op: 'present' }, 'ann bob eve'],
    ['gender', { op: 'absent' }, 'non odd'],
  ])
  testsOf('set', [
    ['interests', { op: 'any-of', bits: [0, 1] }, 'ann eve'],
    ['interests', { op: 'all-of', bits: [2] }, 'ann bob'],
    ['interests', { op: 'all-of', bits: [0, 2] }, 'ann'],
    ['interests', { op: 'all-of', bits: [2, 63] }, 'bob'],
    ['interests', { op: 'none-of', bits: [2] }, 'eve non odd'],
    ['interests', { op: 'none-of', bits: [0, 1, 63] }, 'non odd'],
    ['interests', { op: 'present' }, 'ann bob eve'],
    ['interests', { op: 'absent' }, 'non odd'],
  ])
})

test.each([
  [{ on: 'status', status: 'active' }, 'ann eve non odd'],
  [{ on: 'status', status: 'inactive' }, 'bob'],
  [{ on: 'permission', bit: 1, granted: true }, 'ann'],
  [{ on: 'permission', bit: 1, granted: false }, 'bob eve non odd'],
  [{ on: 'permission', bit: 2, granted: true }, 'ann bob'],
  [{ on: 'mailing', event: 'received', happened: true, days: 9 }, 'ann'],
  [{ on: 'mailing', event: 'received', happened: true, days: 8 }, ''],
  [{ on: 'mailing', event: 'received', happened: true, days: 28 }, 'ann bob'],
  [{ on: 'mailing', event: 'opened', happened: true, days: 365 }, 'ann'],
  [{ on: 'mailing', event: 'opened', happened: false, days: 365 }, 'bob eve non odd'],
  [{ on: 'mailing', event: 'clicked', happened: true, days: 36_500 }, ''],
] as [Refinement, string][])('%j: %s', async (refinement, names) => {
  await expectIn(only(refinement), names)
})

test('membership of audiences and static lists', async () => {
  const inList = (kind: 'audience' | 'static', id: number, member = true): Refinement => ({
    on: 'list',
    list: { kind, id },
    member,
  })
  await expectIn(only(inList('audience', lists.vip)), 'ann bob')
  await expectIn(only(inList('audience', lists.vip, false)), 'eve non odd')
  await expectIn(only(inList('static', lists.imported)), 'bob eve')
  await expectIn(only(inList('static', lists.imported, false)), 'ann non odd')
  await expectIn(only(inList('audience', lists.vip), inList('static', lists.imported)), 'bob')
})

test('selections add up, refinements narrow, exclusions take away', async () => {
  const haag = on('city', { type: 'text', op: 'is', value: 'Den Haag' })
  const many = on('orders', { type: 'number', op: 'gte', value: 3 })
  const none = on('city', { type: 'text', op: 'absent' })
  const either = [{ refinements: [haag, many] }, { refinements: [none] }]
  await expectIn({ selections: either }, 'ann non odd')
  await expectIn({ selections: [{ refinements: [haag] }, { refinements: [many] }] }, 'ann bob eve')
  await expectIn({ selections: either, exclusions: [{ refinements: [many] }] }, 'non odd')
  await expectIn({ selections: either, exclusions: [{ refinements: [haag, none] }] }, 'ann non odd')
  await expectIn({ selections: either, exclusions: [{ refinements: [many] }, { refinements: [none] }] }, '')
})
