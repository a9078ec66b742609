import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'

export type GroundRow = {
  brand: string
  permission_id: number | null
  permission_name: string | null
  is_service: boolean
  status: 'active' | 'inactive' | null
  status_reason: string | null
}

/** The contact's columns are null where it was erased; undefined: the account is gone. */
export async function selectGround(
  db: Db,
  accountId: AccountId,
  { mailingId, contactId }: { mailingId: bigint; contactId: bigint },
): Promise<GroundRow | undefined> {
  const rows = await db.$queryRaw<GroundRow[]>`
    select a.name as brand, case when not m.is_service then m.permission_id end as permission_id,
      m.permission_name, coalesce(m.is_service, false) as is_service, c.status, c.status_reason
    from account a
    left join mailing m on m.account_id = a.id and m.id = ${mailingId}
    left join contact c on c.account_id = a.id and c.id = ${contactId} and c.erased_at is null
    where a.id = ${accountId}`
  return rows[0]
}

export type ChoiceRow = { id: number; bit: number; name: string; granted: boolean }

/** The account's permissions in their order; what the contact never said anything to is not granted. */
export function selectChoices(db: Db, accountId: AccountId, contactId: bigint): Promise<ChoiceRow[]> {
  return db.$queryRaw<ChoiceRow[]>`
    select p.id, p.bit, p.name, coalesce(cp.granted, false) as granted
    from permission p
    left join contact_permission cp
      on cp.account_id = p.account_id and cp.permission_id = p.id and cp.contact_id = ${contactId}
    where p.account_id = ${accountId}
    order by p.rank, p.bit`
}
