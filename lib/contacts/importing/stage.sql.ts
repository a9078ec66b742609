import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import { Prisma } from '@/lib/platform/generated/client'
import { erasureDigest } from '../erasure.sql'

/** The whole body, as it came. Dropped with the transaction. */
export const createStaged = `
  create temp table staged_contact (
    line bigint not null, external_id text collate "C" not null, names_email boolean not null, email text,
    email_key text collate "C", test_group boolean, properties jsonb not null, permissions jsonb
  ) on commit drop`

export const copyStaged = `
  copy staged_contact (line, external_id, names_email, email, email_key, test_group, properties, permissions) from stdin`

/** Sorting and joining a million rows in memory rather than on disk. Lasts as long as the transaction, as does a slow sender. */
export async function giveRoom(connection: PoolClient): Promise<void> {
  await connection.query("set local work_mem = '128MB'; set local statement_timeout = 0")
}

/** Who is named by an address alone is the contact that has it, of several the one that was there first. */
const namedByEmail = `(
  select line, coalesce(
      (select (array_agg(c.external_id order by c.id))[1] from contact c
       where c.account_id = $1 and c.email_key = p.email_key),
      external_id) as external_id,
    names_email, email, email_key, test_group, properties, permissions
  from staged_contact p)`

export type Resolving = {
  /** Rows say who they mean by the e-mail address; the id they come with is for who is new. */
  byEmail: boolean
  /** What is known of a contact stays as it is. */
  leaveKnown: boolean
}

/** Each id once, its last row leading, beside the contact it names. Answers how many. */
export async function resolveStaged(
  connection: PoolClient,
  accountId: AccountId,
  { byEmail, leaveKnown }: Resolving,
): Promise<number> {
  await connection.query('analyze staged_contact (external_id)')
  await connection.query(`
    create temp table wanted_contact (
      line bigint not null, external_id text collate "C" not null, names_email boolean not null, email text,
      email_key text collate "C", test_group boolean, properties jsonb not null, permissions jsonb, contact_id bigint,
      known_email_key text, is_changed boolean not null, is_erased boolean not null
    ) on commit drop`)
  const { rowCount } = await connection.query(
    `insert into wanted_contact
     select distinct on (s.external_id) s.*, c.id, c.email_key,
       not $2 and c.id is not null and (
         (s.names_email and c.email is distinct from s.email)
         or s.test_group <> c.test_group is true
         or jsonb_strip_nulls(c.properties || s.properties) <> c.properties),
       c.erased_at is not null
     from ${byEmail ? namedByEmail : 'staged_contact'} s
     left join contact c on c.account_id = $1 and c.external_id = s.external_id
     order by s.external_id, s.line desc`,
    [accountId, leaveKnown],
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
