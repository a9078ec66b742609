import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { MemberSource } from './members.sql'
import { preferMerging } from './reach.sql'

export type FunnelRow = { members: number; active: number; mailable: number; permitted: number }

/** One pass over the contacts of a list, beside those who cannot be mailed, who are few, and those who hold the permission. */
export async function selectFunnel(
  db: Db,
  accountId: AccountId,
  { ids, isOrdered }: MemberSource,
  bit: number | undefined,
): Promise<FunnelRow> {
  if (isOrdered) await preferMerging(db)
  const holders = Prisma.sql`
    left join contact_permission p on p.account_id = ${accountId} and p.contact_id = m.contact_id and p.granted
      and p.permission_id = (select id from permission where account_id = ${accountId} and bit = ${bit})`
  const rows = await db.$queryRaw<FunnelRow[]>`
    select
      count(*)::float8 as members,
      count(*) filter (where u.id is null or u.status = 'active')::float8 as active,
      count(*) filter (where u.id is null)::float8 as mailable,
      ${bit === undefined ? Prisma.sql`0` : Prisma.sql`count(*) filter (where u.id is null and p.contact_id is not null)`}::float8
        as permitted
    from (${ids}) m
    left join contact u
      on u.account_id = ${accountId} and u.id = m.contact_id and (u.status <> 'active' or u.email is null)
    ${bit === undefined ? Prisma.empty : holders}`
  return rows[0] ?? { members: 0, active: 0, mailable: 0, permitted: 0 }
}
