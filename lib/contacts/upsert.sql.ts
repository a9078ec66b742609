import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import type { ContactState } from './rules/contact'
import type { PropertyValue } from './schema'

export type LockedRow = {
  id: bigint
  is_erased: boolean
  external_id: string
  email: string | null
  /** Empty when there is no address. */
  email_key: string
  test_group: boolean
  properties: Record<string, PropertyValue>
}

/** Holds these contacts, in the order of their ids so that two who want the same ones cannot lock each other out. */
export function lockContacts(db: Db, accountId: AccountId, externalIds: string[]): Promise<LockedRow[]> {
  return db.$queryRaw<LockedRow[]>`
    select id, erased_at is not null as is_erased, external_id, email, email_key, test_group, properties
    from contact
    where account_id = ${accountId} and external_id = any(${externalIds}::text[])
    order by id
    for no key update`
}

type Written = { externalId: string; state: ContactState }

const rowOf = ({ externalId, state }: Written) => ({
  external_id: externalId,
  email: state.email?.value ?? null,
  email_key: state.email?.key ?? '',
  test_group: state.testGroup,
  properties: state.properties,
})

type InsertedRow = { id: bigint; external_id: string }

/** Answers those it created: somebody else may have created one at the same moment. */
export async function insertContacts(
  db: Db,
  accountId: AccountId,
  contacts: Written[],
  now: Date,
): Promise<InsertedRow[]> {
  if (contacts.length === 0) return []
  return db.$queryRaw<InsertedRow[]>`
    insert into contact (account_id, external_id, email, email_key, test_group, properties, created_at, changed_at)
    select ${accountId}, external_id, email, email_key, test_group, properties, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(contacts.map(rowOf))}::jsonb)
      as r (external_id text, email text, email_key text, test_group boolean, properties jsonb)
    order by external_id collate "C"
    on conflict (account_id, external_id) do nothing
    returning id, external_id`
}

/** The contacts must be held. */
export async function updateContacts(
  db: Db,
  accountId: AccountId,
  contacts: Written[],
  now: Date,
): Promise<void> {
  if (contacts.length === 0) return
  await db.$executeRaw`
    update contact c set email = r.email, email_key = r.email_key, test_group = r.test_group,
      properties = r.properties, changed_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(contacts.map(rowOf))}::jsonb)
      as r (external_id text, email text, email_key text, test_group boolean, properties jsonb)
    where c.account_id = ${accountId} and c.external_id = r.external_id collate "C" and c.erased_at is null`
}

export type ConsentChange = {
  contactId: bigint
  permissionId: number
  granted: boolean
  /** How the contact said so, where whoever tells us knows. */
  proof?: string | null
}

/**
 * Notes who changed a consent, and when; one that stays as it is keeps both. The permissions are held meanwhile: one that
 * has been deleted gets no consents any more.
 */
export async function writeConsents(
  db: Db,
  accountId: AccountId,
  changes: ConsentChange[],
  { source, now }: { source: string; now: Date },
): Promise<void> {
  if (changes.length === 0) return
  await db.$executeRaw`
    insert into contact_permission as cp (account_id, permission_id, contact_id, granted, changed_at, source, proof)
    select ${accountId}, r.permission_id, r.contact_id, r.granted, ${now}, ${source}, r.proof
    from unnest(
      ${changes.map(({ permissionId }) => permissionId)}::int[],
      ${changes.map(({ contactId }) => contactId)}::bigint[],
      ${changes.map(({ granted }) => granted)}::boolean[],
      ${changes.map(({ proof }) => proof ?? null)}::text[]) as r (permission_id, contact_id, granted, proof)
    join (select id from permission where account_id = ${accountId} for key share) p on p.id = r.permission_id
    order by 2, 3
    on conflict (account_id, permission_id, contact_id)
    do update set granted = excluded.granted, changed_at = excluded.changed_at, source = excluded.source,
      proof = excluded.proof
    where cp.granted <> excluded.granted`
}
