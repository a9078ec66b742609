import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import { Prisma } from '@/lib/platform/generated/client'
import { erasureDigest } from './erasure.sql'

/** The whole body, as it came. Dropped with the transaction. */
export const createStaged = `
  create temp table staged_contact (
    line bigint not null, external_id text collate "C" not null, names_email boolean not null, email text, email_key text,
    test_group boolean, properties jsonb not null, permissions jsonb
  ) on commit drop`

export const copyStaged = `
  copy staged_contact (line, external_id, names_email, email, email_key, test_group, properties, permissions) from stdin`

/** Sorting and joining a million rows in memory rather than on disk. Lasts as long as the transaction, as does a slow sender. */
export async function giveRoom(connection: PoolClient): Promise<void> {
  await connection.query("set local work_mem = '128MB'; set local statement_timeout = 0")
}

/** Each id once, its last row leading, beside the contact it names. Answers how many. */
export async function resolveStaged(connection: PoolClient, accountId: AccountId): Promise<number> {
  await connection.query('analyze staged_contact (external_id)')
  await connection.query(`
    create temp table wanted_contact (
      line bigint not null, external_id text collate "C" not null, names_email boolean not null, email text, email_key text,
      test_group boolean, properties jsonb not null, permissions jsonb, contact_id bigint, known_email_key text,
      is_changed boolean not null, is_erased boolean not null
    ) on commit drop`)
  const { rowCount } = await connection.query(
    `insert into wanted_contact
     select distinct on (s.external_id) s.*, c.id, c.email_key,
       c.id is not null and (
         (s.names_email and c.email is distinct from s.email)
         or s.test_group <> c.test_group is true
         or jsonb_strip_nulls(c.properties || s.properties) <> c.properties),
       c.erased_at is not null
     from staged_contact s
     left join contact c on c.account_id = $1 and c.external_id = s.external_id
     order by s.external_id, s.line desc`,
    [accountId],
  )
  // What PostgreSQL knows of the account's contacts may be from before they came. Should it believe that there is hardly one
  // and go from each of them to its row, then by an index and not through all rows.
  await connection.query(
    'create index on wanted_contact (contact_id) where is_changed and not is_erased; analyze wanted_contact (contact_id, is_changed)',
  )
  return rowCount ?? 0
}

/** Marks who was erased: neither the id may come back, nor the address with another contact. Answers how many. */
export async function markErased(connection: PoolClient, accountId: AccountId): Promise<number> {
  const { rows } = await connection.query<{ found: boolean }>(
    `select exists (select 1 from erasure where account_id = $1)
         or exists (select 1 from wanted_contact where is_erased) as found`,
    [accountId],
  )
  // Hashing a million rows takes seconds; nearly always there is nobody to find.
  if (!rows[0]?.found) return 0
  const idDigest = erasureDigest(accountId, 'id', Prisma.sql`w.external_id`)
  const byId = Prisma.sql`
    update wanted_contact w set is_erased = true
    from erasure e
    where e.account_id = ${accountId} and w.contact_id is null and e.digest = ${idDigest}`
  await connection.query({ text: byId.text, values: byId.values })
  const emailDigest = erasureDigest(accountId, 'email', Prisma.sql`w.email_key`)
  const byEmail = Prisma.sql`
    update wanted_contact w set is_erased = true
    from erasure e
    where e.account_id = ${accountId} and w.email_key is not null and w.email_key is distinct from w.known_email_key
      and e.digest = ${emailDigest}`
  await connection.query({ text: byEmail.text, values: byEmail.values })
  const counted = await connection.query<{ count: string }>(
    'select count(*) from wanted_contact where is_erased',
  )
  return Number(counted.rows[0]?.count ?? 0)
}

/** How many contacts are to be created. */
export async function countFresh(connection: PoolClient): Promise<number> {
  const { rows } = await connection.query<{ count: string }>(
    'select count(*) from wanted_contact where contact_id is null and not is_erased',
  )
  return Number(rows[0]?.count ?? 0)
}

export async function selectErasedRows(
  connection: PoolClient,
  max: number,
): Promise<{ line: number; value: string }[]> {
  const { rows } = await connection.query<{ line: string; external_id: string }>(
    'select line, external_id from wanted_contact where is_erased order by line limit $1',
    [max],
  )
  return rows.map(({ line, external_id }) => ({ line: Number(line), value: external_id }))
}

/** Answers how many were created. In the order of the ids, which keeps the index dense and two imports from a circle. */
export async function insertWanted(connection: PoolClient, accountId: AccountId, now: Date): Promise<number> {
  const { rowCount } = await connection.query(
    `insert into contact (account_id, external_id, email, email_key, test_group, properties, created_at, changed_at)
     select $1, external_id, email, coalesce(email_key, ''), coalesce(test_group, false), jsonb_strip_nulls(properties), $2, $2
     from wanted_contact
     where contact_id is null and not is_erased
     order by external_id
     on conflict (account_id, external_id) do nothing`,
    [accountId, now],
  )
  return rowCount ?? 0
}

/**
 * Gives the rows of new contacts their ids. Those that somebody else created at the same moment, and so are not of this
 * transaction, are to be updated instead.
 */
export async function nameInserted(connection: PoolClient, accountId: AccountId): Promise<void> {
  await connection.query(
    'create index on wanted_contact (external_id) where contact_id is null and not is_erased',
  )
  await connection.query(
    `update wanted_contact w set contact_id = c.id, is_changed = c.xmin <> pg_current_xact_id()::xid
     from contact c
     where c.account_id = $1 and c.external_id = w.external_id and w.contact_id is null and not w.is_erased`,
    [accountId],
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

/** Answers how many known contacts changed in nothing but their consents. The permissions are held, as in writeConsents. */
export async function writeWantedConsents(
  connection: PoolClient,
  accountId: AccountId,
  { source, now }: { source: string; now: Date },
): Promise<number> {
  const { rowCount } = await connection.query(
    `with written as (
       insert into contact_permission as cp (account_id, permission_id, contact_id, granted, changed_at, source)
       select $1, p.id, w.contact_id, kv.value::boolean, $2, $3
       from wanted_contact w
       cross join lateral jsonb_each(w.permissions) kv
       join (select id, bit from permission where account_id = $1 for key share) p on p.bit = kv.key::int
       where w.contact_id is not null and not w.is_erased
       order by p.id, w.contact_id
       on conflict (account_id, permission_id, contact_id)
       do update set granted = excluded.granted, changed_at = excluded.changed_at, source = excluded.source
       where cp.granted <> excluded.granted
       returning contact_id)
     update contact c set changed_at = $2
     from (select distinct contact_id from written) t
     join wanted_contact w on w.contact_id = t.contact_id
     where c.account_id = $1 and c.id = t.contact_id and not w.is_changed and c.created_at < $2`,
    [accountId, now, source],
  )
  return rowCount ?? 0
}
