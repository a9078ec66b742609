import type { PoolClient } from 'pg'
import { placeOf } from '../rules'
import { heldSampleMax, rejectionsKeptMax, type SyncRejection } from '../schema'
import type { Turn } from './audience.sql'

/** A large sync may take its time, and keeps its hash joins in one batch. For this transaction only. */
export async function giveRoom(connection: PoolClient): Promise<void> {
  await connection.query(
    `set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local work_mem = '256MB'`,
  )
}

/** Fewer rows than this are joined well without statistics. */
const analyzeMin = 1_000

/** Fewer rows than this look their contacts up one by one; more are hashed and joined at once. */
const hashMin = 10_000

async function analyze(
  connection: PoolClient,
  table: 'staged (external_id)' | 'target (contact_id)' | 'diff (leaves)',
  rows: number,
) {
  if (rows >= analyzeMin) await connection.query(`analyze ${table}`)
}

export type Resolved = {
  /** Different contacts the rows name. */
  matched: number
  /** Rows that name them. */
  matchedRows: number
}

/**
 * Finds the contacts of the staged rows. Of two rows of one contact the last wins: the line is the high part of the maximum.
 *
 * What PostgreSQL knows of an account's contacts or an audience's members may be from before they came, and a plan made for
 * one row then runs a million times over a million. So no join here is left to that: few rows go by the index, as the `offset 0`
 * sees to, and for many there are no nested loops at all.
 */
export async function resolve(
  connection: PoolClient,
  accountId: number,
  stagedRows: number,
): Promise<Resolved> {
  await analyze(connection, 'staged (external_id)', stagedRows)
  await connection.query(
    'create temp table target (contact_id bigint not null, row_count bigint not null, wanted boolean not null) on commit drop',
  )
  const many = stagedRows >= hashMin
  if (many) await connection.query('set local enable_nestloop = off')
  const known = many
    ? 'join contact c on c.account_id = $1 and c.external_id = s.external_id and c.erased_at is null'
    : `cross join lateral (select id from contact where account_id = $1 and external_id = s.external_id
         and erased_at is null offset 0) c`
  const { rowCount } = await connection.query(
    `insert into target (contact_id, row_count, wanted)
     select c.id, count(*), max(s.line * 2 + s.wanted::int) % 2 = 1
     from staged s ${known}
     group by c.id`,
    [accountId],
  )
  const matched = rowCount ?? 0
  // As many contacts as rows: each row names one of its own, and there is nothing to add up.
  return { matched, matchedRows: matched === stagedRows ? stagedRows : await countMatchedRows(connection) }
}

async function countMatchedRows(connection: PoolClient): Promise<number> {
  const { rows } = await connection.query<{ sum: string }>(
    'select coalesce(sum(row_count), 0) as sum from target',
  )
  return Number(rows[0]?.sum)
}

/** Ids that name no contact, and the rows that give them. */
export type Unknown = { strangers: number; strangerRows: number }

/** Sets the staged rows that name no contact apart, each id once with its last row. */
export async function resolveUnknown(connection: PoolClient, accountId: number): Promise<Unknown> {
  await connection.query(
    'create temp table stranger (line bigint primary key, external_id text collate "C", email text, wanted boolean, row_count bigint) on commit drop',
  )
  const { rowCount } = await connection.query(
    `insert into stranger (line, external_id, email, wanted, row_count)
     select distinct on (s.external_id) s.line, s.external_id, s.email, s.wanted, count(*) over (partition by s.external_id)
     from staged s
     where not exists (select 1 from contact c
                       where c.account_id = $1 and c.external_id = s.external_id and c.erased_at is null)
     order by s.external_id, s.line desc`,
    [accountId],
  )
  const { rows } = await connection.query<{ sum: string | null }>('select sum(row_count) from stranger')
  return { strangers: rowCount ?? 0, strangerRows: Number(rows[0]?.sum ?? 0) }
}

/** To look for the contacts of the staged rows once more. */
export async function forgetResolved(connection: PoolClient): Promise<void> {
  await connection.query('drop table target, stranger')
}

export async function selectUnknown(connection: PoolClient): Promise<SyncRejection[]> {
  const { rows } = await connection.query<{ line: string; external_id: string }>(
    `select line, left(external_id, 100) as external_id from stranger order by line limit ${rejectionsKeptMax}`,
  )
  return rows.map(({ line, external_id }) => ({
    ...placeOf(Number(line)),
    value: external_id,
    reason: 'There is no contact with this id.',
  }))
}

/** Drops contacts that were erased while the rows were resolved. Erasing takes every turn of the account, so none can follow. Answers how many. */
export async function dropErased(connection: PoolClient, accountId: number): Promise<number> {
  const { rowCount } = await connection.query(
    `delete from target t using contact c
     where c.account_id = $1 and c.erased_at is not null and c.id = t.contact_id`,
    [accountId],
  )
  return rowCount ?? 0
}

export type Difference = {
  joining: number
  leaving: number
  /** Where the contact ids of those who join are. */
  joiners: 'diff where not leaves' | 'target where wanted'
}

/**
 * Works out who joins and who leaves. With `whole`, everybody who is not wanted leaves; else only who is named. An audience
 * without members has nobody to compare with: whoever is wanted joins, and `matched` of them when all are.
 */
export async function findDifference(
  connection: PoolClient,
  accountId: number,
  turn: Turn,
  { whole, matched, allWanted }: { whole: boolean; matched: number; allWanted: boolean },
): Promise<Difference> {
  if (turn.memberCount === 0) {
    const joining = allWanted ? matched : await countWanted(connection)
    return { joining, leaving: 0, joiners: 'target where wanted' }
  }
  await analyze(connection, 'target (contact_id)', matched)
  await connection.query(
    'create temp table diff (contact_id bigint not null, leaves boolean not null, joined_revision integer, place tid) on commit drop',
  )
  const members = `(select contact_id, joined_revision, ctid as place from member where account_id = $1 and audience_id = $2) m`
  await connection.query(
    whole
      ? `insert into diff (contact_id, leaves, joined_revision, place)
         select coalesce(t.contact_id, m.contact_id), t.contact_id is null, m.joined_revision, m.place
         from target t full join ${members} on m.contact_id = t.contact_id
         where t.contact_id is null or m.contact_id is null`
      : `insert into diff (contact_id, leaves, joined_revision, place)
         select t.contact_id, not t.wanted, m.joined_revision, m.place
         from target t left join ${members} on m.contact_id = t.contact_id
         where t.wanted = (m.contact_id is null)`,
    [accountId, turn.audienceId],
  )
  const { rows } = await connection.query<{ joining: string; leaving: string }>(
    'select count(*) filter (where not leaves) as joining, count(*) filter (where leaves) as leaving from diff',
  )
  const [joining, leaving] = [Number(rows[0]?.joining), Number(rows[0]?.leaving)]
  await analyze(connection, 'diff (leaves)', joining + leaving)
  return { joining, leaving, joiners: 'diff where not leaves' }
}

async function countWanted(connection: PoolClient): Promise<number> {
  const { rows } = await connection.query<{ count: string }>('select count(*) from target where wanted')
  return Number(rows[0]?.count)
}

/** Some of those who would leave, as contact ids: the lowest. */
export async function selectLeavers(connection: PoolClient): Promise<string[]> {
  const { rows } = await connection.query<{ contact_id: string }>(
    `select contact_id from diff where leaves order by contact_id limit ${heldSampleMax}`,
  )
  return rows.map(({ contact_id }) => contact_id)
}

/**
 * Applies the difference. Leavers are remembered; rows go in by contact id, which keeps the index dense. Members are deleted
 * where they were found: nobody moves them while the turn is ours, and it spares finding them again.
 */
export async function applyDifference(
  connection: PoolClient,
  accountId: number,
  turn: Turn,
  difference: Difference,
): Promise<void> {
  const revision = turn.revision + 1
  if (difference.leaving > 0) {
    await deleteLeavers(connection, accountId, turn)
    await connection.query(
      `insert into former_member (account_id, audience_id, left_revision, contact_id, joined_revision)
       select $1, $2, $3, contact_id, joined_revision from diff where leaves order by contact_id`,
      [accountId, turn.audienceId, revision],
    )
  }
  if (difference.joining > 0) {
    await connection.query(
      `insert into member (account_id, audience_id, contact_id, joined_revision)
       select $1, $2, contact_id, $3 from ${difference.joiners} order by contact_id`,
      [accountId, turn.audienceId, revision],
    )
  }
}

/**
 * By their places only. Of an audience that was filled since its statistics were taken PostgreSQL expects a row or none, and
 * would rather walk its index and compare every member with every place: minutes for a tenth of a million members.
 */
async function deleteLeavers(connection: PoolClient, accountId: number, turn: Turn): Promise<void> {
  await connection.query('set local enable_indexscan = off; set local enable_bitmapscan = off')
  await connection.query(
    `delete from member where account_id = $1 and audience_id = $2
     and ctid = any(array(select place from diff where leaves))`,
    [accountId, turn.audienceId],
  )
  await connection.query('set local enable_indexscan to default; set local enable_bitmapscan to default')
}

export type Stranger = { line: number; externalId: string; email: string | null; wanted: boolean }

/** Unknown ids in the order of their lines, from after `afterLine`. */
export async function selectStrangers(
  connection: PoolClient,
  afterLine: number,
  limit: number,
): Promise<Stranger[]> {
  const { rows } = await connection.query<{
    line: string
    external_id: string
    email: string | null
    wanted: boolean
  }>('select line, external_id, email, wanted from stranger where line > $1 order by line limit $2', [
    afterLine,
    limit,
  ])
  return rows.map(({ line, external_id, email, wanted }) => ({
    line: Number(line),
    externalId: external_id,
    email,
    wanted,
  }))
}

/** Adds contacts that were just made to those who are wanted. */
export async function insertTargets(connection: PoolClient, contactIds: string[]): Promise<void> {
  await connection.query(
    `insert into target (contact_id, row_count, wanted) select id, 1, true from unnest($1::bigint[]) as t (id)`,
    [contactIds],
  )
}
