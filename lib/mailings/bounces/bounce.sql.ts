import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import type { BounceKind } from './schema'

type Bounce = {
  mailingId: bigint | null
  contactId: bigint
  kind: BounceKind
  reason: string | null
  now: Date
}

/** One that names no mailing is the same as another of its kind within a day. */
const sameWithin = '1 day'

/** Answers whether it is new. The contact must be held. */
export async function insertBounce(
  db: Db,
  accountId: AccountId,
  { mailingId, contactId, kind, reason, now }: Bounce,
): Promise<boolean> {
  const same =
    mailingId === null
      ? Prisma.sql`mailing_id is null and bounced_at > ${now}::timestamptz - ${sameWithin}::interval`
      : Prisma.sql`mailing_id = ${mailingId}`
  const written = await db.$executeRaw`
    insert into bounce (account_id, contact_id, mailing_id, kind, reason, bounced_at)
    select ${accountId}, ${contactId}, ${mailingId}::bigint, ${kind}, ${reason}, ${now}
    where not exists (
      select 1 from bounce
      where account_id = ${accountId} and contact_id = ${contactId} and kind = ${kind} and ${same})`
  return written > 0
}

/** A bounce and a complaint each count once for a recipient. */
export async function markRecipient(
  db: Db,
  accountId: AccountId,
  { mailingId, contactId, kind, now }: Bounce,
): Promise<void> {
  if (mailingId === null) return
  const column = Prisma.raw(kind === 'complaint' ? 'complained_at' : 'bounced_at')
  await db.$executeRaw`
    update mailing_recipient set ${column} = ${now}
    where account_id = ${accountId} and mailing_id = ${mailingId} and contact_id = ${contactId} and ${column} is null`
}

export async function countSoftBounces(
  db: Db,
  accountId: AccountId,
  contactId: bigint,
  since: Date,
): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from bounce
    where account_id = ${accountId} and contact_id = ${contactId} and kind = 'soft' and bounced_at > ${since}`
  return rows[0]?.count ?? 0
}
