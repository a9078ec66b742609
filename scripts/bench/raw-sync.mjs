// The same work in SQL alone, as well as we can write it: what a replace costs without Roster.
import { pipeline } from 'node:stream/promises'
import * as copyStreams from 'pg-copy-streams'

/** Replaces the members of an audience by the ids of `body`, one a line. Answers how long it took. */
export async function rawReplace({ database, accountId }, { id: audienceId }, body) {
  const startedAt = performance.now()
  await begin(database, body)
  const { revision } = await takeTurn(database, accountId, audienceId)
  await database.query('create temp table target (contact_id bigint not null) on commit drop')
  await database.query(
    `insert into target select distinct c.id from staged s
     join contact c on c.account_id = $1 and c.external_id = s.external_id and c.erased_at is null`,
    [accountId],
  )
  await database.query('analyze target')
  await database.query(
    `create temp table diff on commit drop as
     select coalesce(t.contact_id, m.contact_id) as contact_id, t.contact_id is null as leaves, m.joined_revision, m.place
     from target t full join (
       select contact_id, joined_revision, ctid as place from member
       where account_id = ${accountId} and audience_id = ${audienceId}) m on m.contact_id = t.contact_id
     where t.contact_id is null or m.contact_id is null`,
  )
  await database.query('analyze diff')
  // By the places only, whatever the statistics say: see deleteLeavers in lib/syncs/engine.
  await database.query('set local enable_indexscan = off; set local enable_bitmapscan = off')
  const removed = await database.query(
    `delete from member where account_id = $1 and audience_id = $2
     and ctid = any(array(select place from diff where leaves))`,
    [accountId, audienceId],
  )
  await database.query('set local enable_indexscan to default; set local enable_bitmapscan to default')
  await database.query(
    `insert into former_member (account_id, audience_id, left_revision, contact_id, joined_revision)
     select $1, $2, $3, contact_id, joined_revision from diff where leaves order by contact_id`,
    [accountId, audienceId, revision],
  )
  const added = await database.query(
    `insert into member (account_id, audience_id, contact_id, joined_revision)
     select $1, $2, contact_id, $3 from diff where not leaves order by contact_id`,
    [accountId, audienceId, revision],
  )
  await note(database, accountId, audienceId, added.rowCount, removed.rowCount)
  await database.query('commit')
  return performance.now() - startedAt
}

/** Fills an audience that is known to be empty: nothing to compare with, so one join and one insert. */
export async function rawFirstLoad({ database, accountId }, { id: audienceId }, body) {
  const startedAt = performance.now()
  await begin(database, body)
  const { revision } = await takeTurn(database, accountId, audienceId)
  const { rowCount } = await database.query(
    `insert into member (account_id, audience_id, contact_id, joined_revision)
     select distinct $1::int, $2::int, c.id, $3::int from staged s
     join contact c on c.account_id = $1 and c.external_id = s.external_id and c.erased_at is null
     order by c.id`,
    [accountId, audienceId, revision],
  )
  await note(database, accountId, audienceId, rowCount, 0)
  await database.query('commit')
  return performance.now() - startedAt
}

async function begin(database, body) {
  await database.query('begin')
  await database.query(`set local work_mem = '256MB'; set local enable_nestloop = off`)
  await database.query('create temp table staged (external_id text collate "C" not null) on commit drop')
  await pipeline(pieces(body), database.query(copyStreams.from('copy staged from stdin')))
  await database.query('analyze staged')
}

/** As psql sends a file. */
function* pieces(body) {
  for (let at = 0; at < body.length; at += 65_536) yield body.subarray(at, at + 65_536)
}

async function takeTurn(database, accountId, audienceId) {
  const { rows } = await database.query(
    'select revision + 1 as revision from audience where account_id = $1 and id = $2 for update',
    [accountId, audienceId],
  )
  return rows[0]
}

async function note(database, accountId, audienceId, added, removed) {
  const { rows } = await database.query(
    `update audience set member_count = member_count + $3 - $4, revision = revision + 1, last_sync_at = clock_timestamp()
     where account_id = $1 and id = $2 returning revision, member_count as after`,
    [accountId, audienceId, added, removed],
  )
  await database.query(
    `insert into sync (account_id, audience_id, mode, status, added, removed, members_before, members_after, revision,
       applied_at, finished_at)
     values ($1, $2, 'replace', 'done', $3, $4, $5::bigint - $3 + $4, $5, $6, clock_timestamp(), clock_timestamp())`,
    [accountId, audienceId, added, removed, rows[0].after, rows[0].revision],
  )
}

/** Who is in and who was, as one number each: two ways that did the same work agree on both. */
export async function fingerprint({ database, accountId }, { id: audienceId }) {
  const { rows } = await database.query(
    `select (select member_count from audience where account_id = $1 and id = $2) as count,
       (select json_build_array(count(*), sum(hashint8(contact_id))) from member
        where account_id = $1 and audience_id = $2) as members,
       (select json_build_array(count(*), sum(hashint8(contact_id))) from former_member
        where account_id = $1 and audience_id = $2) as former`,
    [accountId, audienceId],
  )
  return JSON.stringify(rows[0])
}

export async function requireSame(target, ours, theirs) {
  const [mine, raw] = [await fingerprint(target, ours), await fingerprint(target, theirs)]
  if (mine !== raw) throw new Error(`Not the same result: ${mine} by Roster, ${raw} by SQL.`)
}

/** What one measurement wrote should not be another's to clean up. Not every server lets us. */
export async function settle({ database }) {
  await database.query('checkpoint').catch(() => {})
}
