import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import { Prisma } from '@/lib/platform/generated/client'

/** The contacts of the rows, once they are named; for a statement in the same transaction. */
export const wantedIds = Prisma.sql`select contact_id from wanted_contact where contact_id is not null and not is_erased`

/** Answers how many were created. In the order of the ids, which keeps the index dense and two imports from a circle. */
export async function insertWanted(
  connection: PoolClient,
  accountId: AccountId,
  { suppressed, now }: { suppressed: boolean; now: Date },
): Promise<number> {
  const { rowCount } = await connection.query(
    `insert into contact (account_id, external_id, email, email_key, test_group, properties, status, status_reason,
                          created_at, changed_at)
     select $1, external_id, email, coalesce(email_key, ''), coalesce(test_group, false), jsonb_strip_nulls(properties),
       case when $3 then 'inactive' else 'active' end, case when $3 then 'suppressed' end, $2, $2
     from wanted_contact
     where contact_id is null and not is_erased
     order by external_id
     on conflict (account_id, external_id) do nothing`,
    [accountId, now, suppressed],
  )
  return rowCount ?? 0
}

/**
 * Gives the rows of new contacts their ids. Those that somebody else created at the same moment, and so are not of this
 * transaction, are to be updated instead, unless what is known stays.
 */
export async function nameInserted(
  connection: PoolClient,
  accountId: AccountId,
  leaveKnown: boolean,
): Promise<void> {
  await connection.query(
    'create index on wanted_contact (external_id) where contact_id is null and not is_erased',
  )
  await connection.query(
    `update wanted_contact w
     set contact_id = c.id, is_changed = not $2 and c.xmin <> pg_current_xact_id()::xid
     from contact c
     where c.account_id = $1 and c.external_id = w.external_id and w.contact_id is null and not w.is_erased`,
    [accountId, leaveKnown],
  )
  // Of the ids that have only come now nothing is known, and of the account's contacts perhaps nothing either: what is asked of
  // both goes from one row to the other by an index then, and not through all rows for each.
  await connection.query(
    'create index on wanted_contact (contact_id) where contact_id is not null and not is_erased; analyze wanted_contact (contact_id)',
  )
}

/** Answers how many were updated. Contacts are held in the order of their ids first, as everybody holds them. */
export async function updateWanted(connection: PoolClient, accountId: AccountId, now: Date): Promise<number> {
  await connection.query(
    `select 1 from (
       select c.id from wanted_contact w join contact c on c.account_id = $1 and c.id = w.contact_id
       where w.is_changed and not w.is_erased
       order by c.id
       for no key update of c) held
     limit 0`,
    [accountId],
  )
  const { rowCount } = await connection.query(
    `update contact c set
       email = case when w.names_email then w.email else c.email end,
       email_key = case when w.names_email then coalesce(w.email_key, '') else c.email_key end,
       test_group = coalesce(w.test_group, c.test_group),
       properties = jsonb_strip_nulls(c.properties || w.properties),
       changed_at = $2
     from wanted_contact w
     where c.account_id = $1 and c.id = w.contact_id and c.erased_at is null and w.is_changed and not w.is_erased`,
    [accountId, now],
  )
  return rowCount ?? 0
}

/**
 * Makes who is known inactive: of a row that means an address, everybody who has it. Answers how many rows did so, and how many
 * contacts they made inactive.
 */
export async function suppressWanted(
  connection: PoolClient,
  accountId: AccountId,
  { byEmail, now }: { byEmail: boolean; now: Date },
): Promise<{ rows: number; contacts: number }> {
  const { rows } = await connection.query<{ rows: string; contacts: string }>(
    `with meant as (
       select contact_id as id, line from wanted_contact where contact_id is not null and not is_erased
       union
       select c.id, w.line from wanted_contact w join contact c on c.account_id = $1 and c.email_key = w.email_key
       where $2 and not w.is_erased),
     held as materialized (
       select c.id from contact c
       where c.account_id = $1 and c.id in (select id from meant) and c.status = 'active' and c.erased_at is null
       order by c.id
       for no key update),
     suppressed as (
       update contact c set status = 'inactive', status_reason = 'suppressed', changed_at = $3
       from held
       where c.account_id = $1 and c.id = held.id
       returning c.id)
     select count(distinct m.line) as rows, count(distinct s.id) as contacts
     from suppressed s join meant m on m.id = s.id`,
    [accountId, byEmail, now],
  )
  return { rows: Number(rows[0]?.rows ?? 0), contacts: Number(rows[0]?.contacts ?? 0) }
}

/** How a consent came about, as it is kept beside it. */
export type ConsentOrigin = {
  source: string
  proof: string | null
  /** Whether a consent that was withdrawn is given again. */
  regrant: boolean
  now: Date
}

export type WrittenConsents = {
  /** Consents that came to be, or changed. */
  written: number
  /** Withdrawn ones that the rows would have given again, and stay as they are unless `regrant`. */
  withdrawn: number
  /** Known contacts that changed in nothing but their consents. */
  updated: number
}

/** The permissions are held, as in writeConsents. */
export async function writeWantedConsents(
  connection: PoolClient,
  accountId: AccountId,
  { source, proof, regrant, now }: ConsentOrigin,
): Promise<WrittenConsents> {
  const { rows } = await connection.query<Record<keyof WrittenConsents, string>>(
    `with named as materialized (
       select p.id as permission_id, w.contact_id, kv.value::boolean as granted
       from wanted_contact w
       cross join lateral jsonb_each(w.permissions) kv
       join (select id, bit from permission where account_id = $1 for key share) p on p.bit = kv.key::int
       where w.contact_id is not null and not w.is_erased),
     withdrawn as (
       select count(*) as count from named n
       join contact_permission cp on cp.account_id = $1 and cp.permission_id = n.permission_id and cp.contact_id = n.contact_id
       where n.granted and not cp.granted),
     written as (
       insert into contact_permission as cp (account_id, permission_id, contact_id, granted, changed_at, source, proof)
       select $1, permission_id, contact_id, granted, $2, $3, $4
       from named
       order by permission_id, contact_id
       on conflict (account_id, permission_id, contact_id)
       do update set granted = excluded.granted, changed_at = excluded.changed_at, source = excluded.source,
         proof = excluded.proof
       where cp.granted <> excluded.granted and ($5 or not excluded.granted)
       returning contact_id),
     touched as (
       update contact c set changed_at = $2
       from (select distinct contact_id from written) t
       join wanted_contact w on w.contact_id = t.contact_id
       where c.account_id = $1 and c.id = t.contact_id and not w.is_changed and c.created_at < $2
       returning c.id)
     select (select count(*) from written) as written, (select count from withdrawn) as withdrawn,
       (select count(*) from touched) as updated`,
    [accountId, now, source, proof, regrant],
  )
  const [row] = rows
  return {
    written: Number(row?.written ?? 0),
    withdrawn: Number(row?.withdrawn ?? 0),
    updated: Number(row?.updated ?? 0),
  }
}
