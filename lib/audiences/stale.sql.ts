import type { AccountId } from '@/lib/access/actor'
import type { Product } from '@/lib/access/schema'
import type { Db } from '@/lib/platform/db'

export type ExpectedRow = {
  account_id: AccountId
  id: number
  external_id: string
  name: string
  product: Product
  created_at: Date
  last_sync_at: Date | null
  sync_every_minutes: number
  /** Whether it was announced that no sync came after the latest. */
  announced: boolean
}

/**
 * Audiences whose time to be looked at has come, held until the transaction ends. One that another holds is passed over:
 * by another worker it is being looked at, and by a sync it will not be overdue.
 */
export function takeExpected(db: Db, now: Date, limit: number): Promise<ExpectedRow[]> {
  return db.$queryRaw<ExpectedRow[]>`
    select a.account_id, a.id, a.external_id, l.name, c.product, l.created_at, a.last_sync_at, a.sync_every_minutes,
      a.stale_announced_for is not distinct from coalesce(a.last_sync_at, l.created_at) as announced
    from audience a
    join list l on l.account_id = a.account_id and l.id = a.id
    join account c on c.id = a.account_id
    where a.sync_every_minutes is not null and a.stale_check_at < ${now}
    order by a.stale_check_at
    limit ${limit}
    for no key update of a skip locked`
}

/** Since or until when a sync is due, when to look next, and whether it is announced now. */
export type Looked = { row: ExpectedRow; due: Date; nextAt: Date; announce: boolean }

export async function noteLooked(db: Db, looked: readonly Looked[]): Promise<void> {
  await db.$executeRaw`
    update audience a set
      stale_check_at = n.next_at,
      stale_announced_for = case when n.announce then coalesce(a.last_sync_at, l.created_at) else a.stale_announced_for end
    from unnest(
        ${looked.map(({ row }) => row.account_id)}::int[], ${looked.map(({ row }) => row.id)}::int[],
        ${looked.map(({ nextAt }) => nextAt.toISOString())}::text[]::timestamptz[],
        ${looked.map(({ announce }) => announce)}::boolean[]) as n (account_id, id, next_at, announce)
    join list l on l.account_id = n.account_id and l.id = n.id
    where a.account_id = n.account_id and a.id = n.id`
}
