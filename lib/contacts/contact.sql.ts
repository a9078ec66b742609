import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import type { Bounce, ContactSummary, PropertyValue } from './schema'

export type ContactRow = {
  id: bigint
  external_id: string
  email: string | null
  status: 'active' | 'inactive'
  status_reason: string | null
  test_group: boolean
  properties: Record<string, PropertyValue>
  created_at: Date
  changed_at: Date
}

const columns = Prisma.sql`
  c.id, c.external_id, c.email, c.status, c.status_reason, c.test_group, c.properties, c.created_at, c.changed_at`

export async function selectContact(
  db: Db,
  accountId: AccountId,
  externalId: string,
): Promise<ContactRow | undefined> {
  const rows = await db.$queryRaw<ContactRow[]>`
    select ${columns} from contact c
    where c.account_id = ${accountId} and c.external_id = ${externalId} and c.erased_at is null`
  return rows[0]
}

export type ConsentRow = { contact_id: bigint; bit: number; name: string; granted: boolean; changed_at: Date }

/** By contact; one without any is not in it. */
export async function selectConsents(
  db: Db,
  accountId: AccountId,
  contactIds: bigint[],
): Promise<Map<bigint, ConsentRow[]>> {
  if (contactIds.length === 0) return new Map()
  // By way of the permissions, of which there are few: the key of the table begins with them.
  const rows = await db.$queryRaw<ConsentRow[]>`
    select cp.contact_id, p.bit, p.name, cp.granted, cp.changed_at
    from permission p
    join contact_permission cp on cp.account_id = p.account_id and cp.permission_id = p.id
    where p.account_id = ${accountId} and cp.contact_id = any(${contactIds}::bigint[])
    order by p.rank, p.bit`
  const byContact = new Map<bigint, ConsentRow[]>(contactIds.map((id) => [id, []]))
  for (const row of rows) byContact.get(row.contact_id)?.push(row)
  return byContact
}

export type ContactSort = 'externalId' | 'email' | 'changedAt'

export type SummaryRow = SortKey &
  Pick<ContactRow, 'external_id' | 'email' | 'status' | 'properties' | 'created_at' | 'changed_at'>

const sorts = {
  externalId: { column: Prisma.sql`c.external_id`, type: 'text' },
  email: { column: Prisma.sql`c.email_key`, type: 'text' },
  changedAt: { column: Prisma.sql`c.changed_at`, type: 'timestamptz' },
} as const

// The last character of Unicode sorts behind whatever a text of the same beginning goes on with ("C" compares bytes).
const last = '\u{10ffff}'

export function selectSummaries(
  db: Db,
  accountId: AccountId,
  filter: { prefix: string; emailPrefix: string },
  order: { sort: ContactSort; direction: 'asc' | 'desc' },
  page: PageRequest,
): Promise<SummaryRow[]> {
  const { key, where, orderAndLimit } = keysetSql(
    { ...sorts[order.sort], id: Prisma.sql`c.id`, idType: 'bigint', direction: order.direction },
    page,
  )
  const found =
    filter.prefix === ''
      ? Prisma.sql`true`
      : Prisma.sql`(
          (c.external_id >= ${filter.prefix} and c.external_id < ${filter.prefix + last})
          or (c.email_key >= ${filter.emailPrefix} and c.email_key < ${filter.emailPrefix + last}))`
  return db.$queryRaw<SummaryRow[]>`
    select c.external_id, c.email, c.status, c.properties, c.created_at, c.changed_at, ${key}
    from contact c
    where c.account_id = ${accountId} and c.erased_at is null and ${found} and ${where}
    ${orderAndLimit}`
}

export function toSummary(row: SummaryRow): ContactSummary {
  return {
    externalId: row.external_id,
    email: row.email,
    status: row.status,
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
  }
}

const byId = { column: Prisma.sql`c.id`, type: 'bigint', id: Prisma.sql`c.id`, idType: 'bigint' } as const

/** Contacts that have exactly this. Of a property it reads contact after contact: there is no index on those. */
export function selectContactsWith(
  db: Db,
  accountId: AccountId,
  wanted: { emailKey: string } | { externalId: string } | { properties: Record<string, PropertyValue> },
  page: PageRequest,
): Promise<(ContactRow & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql({ ...byId, direction: 'asc' }, page)
  return db.$queryRaw<(ContactRow & SortKey)[]>`
    select ${columns}, ${key} from contact c
    where c.account_id = ${accountId} and c.erased_at is null and ${conditionOf(wanted)} and ${where}
    ${orderAndLimit}`
}

function conditionOf(
  wanted: { emailKey: string } | { externalId: string } | { properties: Record<string, PropertyValue> },
): Prisma.Sql {
  if ('emailKey' in wanted) return Prisma.sql`c.email_key = ${wanted.emailKey}`
  if ('externalId' in wanted) return Prisma.sql`c.external_id = ${wanted.externalId}`
  return Prisma.sql`c.properties @> ${JSON.stringify(wanted.properties)}::jsonb`
}

export type Period = { from: Date; to: Date }

export function selectChanged(
  db: Db,
  accountId: AccountId,
  { from, to }: Period,
  page: PageRequest,
): Promise<(ContactRow & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    {
      column: Prisma.sql`c.changed_at`,
      type: 'timestamptz',
      id: Prisma.sql`c.id`,
      idType: 'bigint',
      direction: 'asc',
    },
    page,
  )
  return db.$queryRaw<(ContactRow & SortKey)[]>`
    select ${columns}, ${key} from contact c
    where c.account_id = ${accountId} and c.changed_at >= ${from} and c.changed_at < ${to}
      and c.erased_at is null and ${where}
    ${orderAndLimit}`
}

export type BounceRow = {
  contact_id: bigint
  external_id: string
  email: string | null
  kind: Bounce['kind']
  reason: string | null
  bounced_at: Date
}

export function selectBounces(
  db: Db,
  accountId: AccountId,
  { from, to }: Period,
  page: PageRequest,
): Promise<(BounceRow & SortKey)[]> {
  const { key, where, orderAndLimit } = keysetSql(
    {
      column: Prisma.sql`b.bounced_at`,
      type: 'timestamptz',
      id: Prisma.sql`b.id`,
      idType: 'bigint',
      direction: 'asc',
    },
    page,
  )
  return db.$queryRaw<(BounceRow & SortKey)[]>`
    select b.contact_id, c.external_id, c.email, b.kind, b.reason, b.bounced_at, ${key}
    from bounce b
    join contact c on c.account_id = b.account_id and c.id = b.contact_id
    where b.account_id = ${accountId} and b.bounced_at >= ${from} and b.bounced_at < ${to}
      and b.kind <> 'complaint' and ${where}
    ${orderAndLimit}`
}
