import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { byTurnover, type Customer, customers, importCustomers, syncMembers } from '@/lib/testing/purchases'
import { createRuleList } from './commands/rule-lists'
import { exportRuleMembers } from './members'
import type { Refinement, Rules } from './rules/schema'

testDatabase()

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
  const all = customers()
  await importCustomers(ctx, all)
  await createAudience(ctx, { externalId: 'top-100', name: 'Top 100' })
  const best = byTurnover(all).slice(0, 100)
  await syncMembers(ctx, 'top-100', best)
  const top = new Set(best.map(({ id }) => id))
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
    const expected = all.filter(isIn).map(({ id }) => id)
    expect(expected.length).toBeGreaterThan(10)
    expect(await idsIn(ctx, rules)).toEqual(expected.toSorted())
  }
}, 120_000)
