import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createProperty } from '@/lib/contacts/commands/create-property'
import { runSync } from '@/lib/syncs/commands/run-sync'
import { SyncOptions } from '@/lib/syncs/schema'
import { draft, ran } from './imports'

export type Customer = { id: string; orders: number; cents: number; lastBought: string }

/**
 * A shop's purchases, a line each: customer, day, number of items, amount. Of the file that PURCHASES names (the CDNOW data set
 * has this form), else made up: some customers come back often, most hardly at all.
 */
function purchaseLines(): string[] {
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
export function customers(): Customer[] {
  const known = new Map<string, Customer>()
  for (const line of purchaseLines()) {
    const [id = '', date = '', , amount = ''] = line.trim().split(/\s+/)
    const before = known.get(id) ?? { id, orders: 0, cents: 0, lastBought: '' }
    const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`
    known.set(id, {
      id,
      orders: before.orders + 1,
      cents: before.cents + Math.round(Number(amount) * 100),
      lastBought: day > before.lastBought ? day : before.lastBought,
    })
  }
  return [...known.values()]
}

/** Most spent first. */
export const byTurnover = (all: readonly Customer[]): Customer[] =>
  all.toSorted((a, b) => b.cents - a.cents || a.id.localeCompare(b.id))

export const addressOf = ({ id }: Customer) => `${id}@example.com`

/** Makes contacts of them, with what they bought as properties. */
export async function importCustomers(ctx: Context, all: readonly Customer[]): Promise<void> {
  await createProperty(ctx, { name: 'turnover', label: 'Turnover', type: 'money', entries: [] })
  await createProperty(ctx, { name: 'orders', label: 'Orders', type: 'int', entries: [] })
  await createProperty(ctx, { name: 'lastBought', label: 'Last bought', type: 'date', entries: [] })
  const rows = all.map((one) =>
    [one.id, addressOf(one), (one.cents / 100).toFixed(2), one.orders, one.lastBought].join(';'),
  )
  const importId = await draft(ctx, ['id;mail;turnover;orders;last', ...rows].join('\n'), {
    columns: ['id', 'email', 'property:turnover', 'property:orders', 'property:lastBought'],
  })
  const { status, counts } = await ran(ctx, importId)
  expect({ status, created: counts.created }).toEqual({ status: 'done', created: all.length })
}

/** Makes an audience have exactly these members, as a sync of an external system does. */
export async function syncMembers(
  ctx: Context,
  audience: string,
  members: readonly Customer[],
): Promise<void> {
  const stream = (async function* () {
    yield Buffer.from(members.map(({ id }) => id).join('\n'))
  })()
  const options = SyncOptions.parse({ mode: 'replace' })
  const { status } = await runSync(ctx, audience, options, { stream, contentType: 'text/plain' })
  expect(status).toBe('done')
}
