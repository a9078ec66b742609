import type { PoolClient } from 'pg'
import type { Actor } from '@/lib/access/actor'
import { isStorableId } from '../rules'
import { lastOf, type Turn } from './audience.sql'
import { author, toTheMillisecond } from './record.sql'

export type SmallChange = {
  /** Contacts that joined or left. */
  changed: number
  /** Different contacts that the ids name. */
  matched: number
  /** Different ids that name no contact. */
  missing: string[]
}

type SmallRow = { changed: string; matched: string; missing: string[] | null }

const joining = `changed as (
    insert into member (account_id, audience_id, contact_id, joined_revision)
    select $1, $2, id, $4 from found where id is not null order by id
    on conflict do nothing returning 1)`

const leaving = `gone as (
    delete from member m using found f
    where m.account_id = $1 and m.audience_id = $2 and m.contact_id = f.id
    returning m.contact_id, m.joined_revision),
  changed as (
    insert into former_member (account_id, audience_id, left_revision, contact_id, joined_revision)
    select $1, $2, $4, contact_id, joined_revision from gone returning 1)`

const statement = (op: 'add' | 'remove') => `
  with wanted as (select distinct external_id from unnest($3::text[]) as w (external_id)),
  found as (
    select c.id, w.external_id from wanted w
    left join contact c on c.account_id = $1 and c.external_id = w.external_id and c.erased_at is null),
  ${op === 'add' ? joining : leaving},
  outcome as (
    select (select count(*) from changed) as changed, count(f.id) as matched,
      array_agg(f.external_id order by f.external_id) filter (where f.id is null) as missing
    from found f),
  noted as (
    insert into sync (account_id, audience_id, mode, status, received, duplicates, unknown, added, removed, unchanged,
      members_before, members_after, revision, credential_id, user_id, started_at, applied_at, finished_at)
    select $1, $2, '${op}', 'done', $5, $6, $5::bigint - $6::bigint - matched, ${op === 'add' ? 'changed, 0' : '0, changed'},
      matched - changed, $7, $7::bigint ${op === 'add' ? '+' : '-'} changed, $4, $8, $9, $10,
      ${toTheMillisecond}, ${toTheMillisecond}
    from outcome),
  kept as (
    update audience set
      member_count = member_count ${op === 'add' ? '+' : '-'} changed,
      revision = $4,
      ${lastOf(op)} = case when changed > 0 then clock_timestamp() else ${lastOf(op)} end,
      last_sync_at = clock_timestamp(),
      last_sync_credential_id = coalesce($8, last_sync_credential_id)
    from outcome
    where account_id = $1 and id = $2)
  select changed, matched, missing from outcome`

const statements = { add: statement('add'), remove: statement('remove') }

/**
 * Adds or removes the contacts that these ids name, with the audience's count, its dates and a sync, in one statement. Unknown ids are
 * answered, and when adding theirs to refuse. Who leaves is remembered. The caller has the audience's turn.
 */
export async function changeSmall(
  connection: PoolClient,
  actor: Actor,
  turn: Turn,
  change: { op: 'add' | 'remove'; ids: readonly string[]; startedAt: Date },
): Promise<SmallChange> {
  const { op, ids, startedAt } = change
  const { rows } = await connection.query<SmallRow>({
    name: `small-${op}`,
    text: statements[op],
    values: [
      actor.accountId,
      turn.audienceId,
      ids.filter(isStorableId),
      turn.revision + 1,
      ids.length,
      ids.length - new Set(ids).size,
      turn.memberCount,
      ...author(actor),
      startedAt,
    ],
  })
  const { changed = '0', matched = '0', missing = null } = rows[0] ?? {}
  return { changed: Number(changed), matched: Number(matched), missing: missing ?? [] }
}

/** Removes every member and remembers them. Answers how many. */
export async function removeAll(connection: PoolClient, accountId: number, turn: Turn): Promise<number> {
  const { rowCount } = await connection.query(
    `with gone as (
       delete from member where account_id = $1 and audience_id = $2 returning contact_id, joined_revision)
     insert into former_member (account_id, audience_id, left_revision, contact_id, joined_revision)
     select $1, $2, $3, contact_id, joined_revision from gone`,
    [accountId, turn.audienceId, turn.revision + 1],
  )
  return rowCount ?? 0
}
