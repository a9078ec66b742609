import type { PoolClient } from 'pg'
import type { Actor } from '@/lib/access/actor'
import { lastOf, type Turn } from './audience.sql'
import { author, toTheMillisecond } from './record.sql'

/** One contact to add or to remove, and who wants it since when. */
export type SingleChange = { actor: Actor; contactId: string; startedAt: Date }

export type SingleOutcome = {
  /** Whether there is a contact with this id. */
  known: boolean
  /** Whether it joined or left: it had not yet. */
  changed: boolean
}

const joining = `changed as (
    insert into member (account_id, audience_id, contact_id, joined_revision)
    select $1, $2, contact_id, revision from foremost order by contact_id
    on conflict do nothing returning contact_id, joined_revision as revision)`

const leaving = `gone as (
    delete from member m using foremost f where m.account_id = $1 and m.audience_id = $2 and m.contact_id = f.contact_id
    returning m.contact_id, m.joined_revision),
  changed as (
    insert into former_member (account_id, audience_id, left_revision, contact_id, joined_revision)
    select $1, $2, f.revision, contact_id, g.joined_revision
    from gone g join foremost f using (contact_id)
    returning contact_id, left_revision as revision)`

/**
 * The changes of a group in the order in which they came, `nth` of those that count: each has a revision and a sync of its own,
 * and of two that name one contact the first changes something. Adding an unknown contact counts as nothing; its sender
 * is refused. Removing one is a change of nobody.
 */
const statement = (op: 'add' | 'remove') => `
  with asked as (
    select r.at, r.credential_id, r.user_id, r.started_at, c.id as contact_id
    from unnest($3::text[], $4::int[], $5::text[], $6::timestamptz[]) with ordinality
      as r (external_id, credential_id, user_id, started_at, at)
    left join contact c on c.account_id = $1 and c.external_id = r.external_id and c.erased_at is null),
  counted as (
    select *, $7::int + row_number() over (order by at) as revision from asked
    ${op === 'add' ? 'where contact_id is not null' : ''}),
  foremost as (
    select contact_id, min(revision)::int as revision from counted where contact_id is not null group by contact_id),
  ${op === 'add' ? joining : leaving},
  outcome as (
    select o.*, (o.contact_id is null)::int as unknown, (c.contact_id is not null)::int as changed
    from counted o left join changed c on c.contact_id = o.contact_id and c.revision = o.revision),
  summed as (
    select *, $8::bigint ${op === 'add' ? '+' : '-'} sum(changed) over (order by at) as members_after from outcome),
  noted as (
    insert into sync (account_id, audience_id, mode, status, received, unknown, added, removed, unchanged,
      members_before, members_after, revision, credential_id, user_id, started_at, applied_at, finished_at)
    select $1, $2, '${op}', 'done', 1, unknown, ${op === 'add' ? 'changed, 0' : '0, changed'}, 1 - unknown - changed,
      members_after ${op === 'add' ? '-' : '+'} changed, members_after, revision, credential_id, user_id, started_at,
      ${toTheMillisecond}, ${toTheMillisecond}
    from summed order by at),
  kept as (
    update audience set
      member_count = member_count ${op === 'add' ? '+' : '-'} g.changed,
      revision = g.revision,
      ${lastOf(op)} = case when g.changed > 0 then clock_timestamp() else ${lastOf(op)} end,
      last_sync_at = clock_timestamp(),
      last_sync_credential_id = coalesce(g.credential_id, last_sync_credential_id)
    from (
      select sum(changed) as changed, max(revision) as revision,
        (array_agg(credential_id order by at desc) filter (where credential_id is not null))[1] as credential_id
      from outcome) g
    where account_id = $1 and id = $2 and g.revision is not null)
  select a.contact_id is not null as known, coalesce(o.changed, 0) = 1 as changed
  from asked a left join outcome o on o.at = a.at order by a.at`

const statements = { add: statement('add'), remove: statement('remove') }

/** Applies the group to the audience whose turn is taken, with its count, its dates and a sync for each, in one statement. */
export async function applySingles(
  connection: PoolClient,
  accountId: number,
  turn: Turn,
  op: 'add' | 'remove',
  changes: readonly SingleChange[],
): Promise<SingleOutcome[]> {
  const authors = changes.map(({ actor }) => author(actor))
  const { rows } = await connection.query<SingleOutcome>({
    name: `single-${op}`,
    text: statements[op],
    values: [
      accountId,
      turn.audienceId,
      changes.map(({ contactId }) => contactId),
      authors.map(([credentialId]) => credentialId),
      authors.map(([, userId]) => userId),
      changes.map(({ startedAt }) => startedAt),
      turn.revision,
      turn.memberCount,
    ],
  })
  return rows
}
