import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { createProperty } from '@/lib/contacts/commands/create-property'
import { runSync } from '@/lib/syncs/commands/run-sync'
import { SyncOptions } from '@/lib/syncs/schema'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { draft, ran } from '@/lib/testing/imports'
import { createRuleList } from './commands/rule-lists'
import { exportRuleMembers } from './members'
import type { Refinement, Rules } from './rules/schema'

testDatabase()

type Customer = { id: string; orders: number; cents: number; lastBought: string }

/**
 * A shop's purchases, a line each: customer, day, number of items, amount. Of the file that PURCHASES names (the CDNOW data set
 * has this form), else made up: some customers come back often, most hardly at all.
 */
function purchaseLines(): string[] {
  // biome-ignore lint/style/noProcessEnv: of this test alone, and no setting of Roster.
  const file = process.env['PURCHASES']
  if (file) return readFileSync(file, 'utf8').trim().split('\n')
  let state = 1997
  const random = () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
  return Array.from({ length: 3_000 }, (_, n) => {
    const loyalty = random() ** 3
    return Array.from({ length: 1 + Math.floor(loyalty * 20) }, () => {
      const day = new Date(Date.UTC(1997, 0, 1) + Math.floor(random() * 545) * 86_400_000)
      const date = day.toISOString().slice(0, 10).replaceAll('-', '')
      return ` ${String(n).padStart(5, '0')} ${date} ${1 + Math.floor(random() * 4)} ${(random() * 90).toFixed(2)}`
    })
  }).flat()
}

/** What each customer bought in all, reckoned from the lines alone. */
function customersOf(lines: string[]): Customer[] {
  const customers = new Map<string, Customer>()
  for (const line of lines) {
    const [id = '', date = '', , amount = ''] = line.trim().split(/\s+/)
    const known = customers.get(id) ?? { id, orders: 0, cents: 0, lastBought: '' }
    const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`
    customers.set(id, {
      id,
      orders: known.orders + 1,
      cents: known.cents + Math.round(Number(amount) * 100),
      lastBought: day > known.lastBought ? day : known.lastBought,
    })
  }
  return [...customers.values()]
}

async function importCustomers(ctx: Context, customers: Customer[]): Promise<void> {
  await createProperty(ctx, { name: 'turnover', label: 'Turnover', type: 'money', entries: [] })
  await createProperty(ctx, { name: 'orders', label: 'Orders', type: 'int', entries: [] })
  await createProperty(ctx, { name: 'lastBought', label: 'Last bought', type: 'date', entries: [] })
  const rows = customers.map(({ id, orders, cents, lastBought }) =>
    [id, `${id}@example.com`, (cents / 100).toFixed(2), orders, lastBought].join(';'),
  )
  const importId = await draft(ctx, ['id;mail;turnover;orders;last', ...rows].join('\n'), {
    columns: ['id', 'email', 'property:turnover', 'property:orders', 'property:lastBought'],
  })
  const { status, counts } = await ran(ctx, importId)
  expect({ status, created: counts.created }).toEqual({ status: 'done', created: customers.length })
}

async function syncTop(ctx: Context, customers: Customer[]): Promise<Set<string>> {
  const ranked = customers.toSorted((a, b) => b.cents - a.cents || a.id.localeCompare(b.id))
  const top = ranked.slice(0, 100).map(({ id }) => id)
  await createAudience(ctx, { externalId: 'top-100', name: 'Top 100' })
  const stream = (async function* () {
    yield Buffer.from(top.join('\n'))
  })()
  await runSync(ctx, 'top-100', SyncOptions.parse({ mode: 'replace' }), { stream, contentType: 'text/plain' })
  return new Set(top)
}

async function idsIn(ctx: Context, rules: Rules): Promise<string[]> {
  const { id } = await createRuleList(ctx, {
    name: JSON.stringify(rules).slice(0, 255),
    folderId: null,
    rules,
  })
  const pieces: Buffer[] = []
  for await (const piece of await exportRuleMembers(ctx, Number(id))) pieces.push(piece)
  const lines = Buffer.concat(pieces).toString('utf8').trim().split('\n').slice(1)
  return lines.map((line) => line.split(',')[0] ?? '').sort()
}

test('customers imported with their figures are found by rules just as they are reckoned', async () => {
  const ctx = await newAccount()
  const customers = customersOf(purchaseLines())
  await importCustomers(ctx, customers)
  const top = await syncTop(ctx, customers)
  const { id: topId } = await ctx.db.audience.findFirstOrThrow({ where: { externalId: 'top-100' } })

  const over = (value: number): Refinement => ({
    on: 'property',
    property: 'turnover',
    test: { type: 'number', op: 'gt', value },
  })
  const in1998: Refinement = {
    on: 'property',
    property: 'lastBought',
    test: { type: 'date', op: 'between', from: '1998-01-01', to: '1998-12-31' },
  }
  const once: Refinement = {
    on: 'property',
    property: 'orders',
    test: { type: 'number', op: 'eq', value: 1 },
  }
  const inTop: Refinement = { on: 'list', list: { kind: 'audience', id: topId }, member: true }
  const cases: [Rules, (customer: Customer) => boolean][] = [
    [
      { selections: [{ refinements: [over(500), in1998] }], exclusions: [{ refinements: [inTop] }] },
      (one) => one.cents > 50_000 && one.lastBought.startsWith('1998') && !top.has(one.id),
    ],
    [
      { selections: [{ refinements: [over(500), in1998] }], exclusions: [] },
      (one) => one.cents > 50_000 && one.lastBought.startsWith('1998'),
    ],
    [
      {
        selections: [{ refinements: [once] }, { refinements: [inTop] }],
        exclusions: [{ refinements: [in1998] }],
      },
      (one) => (one.orders === 1 || top.has(one.id)) && !one.lastBought.startsWith('1998'),
    ],
  ]
  for (const [rules, isIn] of cases) {
    const expected = customers.filter(isIn).map(({ id }) => id)
    expect(expected.length).toBeGreaterThan(10)
    expect(await idsIn(ctx, rules)).toEqual(expected.toSorted())
  }
}, 120_000)
