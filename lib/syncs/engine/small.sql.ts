import type { PoolClient } from 'pg'
import type { Turn } from './audience.sql'

export type SmallChange = {
  /** Rows that joined or left. */
  changed: number
  /** Different contacts that the ids name. */
  matched: number
  /** Different ids that name no contact. */
  missing: string[]
}

type SmallRow = { changed: string; matched: string; missing: string[] | null }

const named = `
  wanted as (select distinct external_id from unnest($3::text[]) as w (external_id)),
  found as (
    select c.id, w.external_id from wanted w
    left join contact c on c.account_id = $1 and c.external_id = w.external_id and c.erased_at is null)`

const counted = `
  select (select count(*) from changed) as changed, count(f.id) as matched,
         array_agg(f.external_id order by f.external_id) filter (where f.id is null) as missing
  from found f`

/** Adds the contacts that these ids name, in one statement. The caller has the audience's turn. */
export async function addSmall(
  connection: PoolClient,
  accountId: number,
  turn: Turn,
  ids: string[],
): Promise<SmallChange> {
  const { rows } = await connection.query<SmallRow>({
    name: 'add-small',
    text: `
      with ${named},
      changed as (
        insert into member (account_id, audience_id, contact_id, joined_revision)
        select $1, $2, id, $4 from found
        where id is not null
        order by id
        on conflict do nothing returning 1)
      ${counted}`,
    values: [accountId, turn.audienceId, ids, turn.revision + 1],
  })
  return toChange(rows[0])
}

/** Removes the contacts that these ids name, and remembers that they were members. Unknown ids and strangers are ignored. */
export async function removeSmall(
  connection: PoolClient,
  accountId: number,
  turn: Turn,
  ids: string[],
): Promise<SmallChange> {
  const { rows } = await connection.query<SmallRow>({
    name: 'remove-small',
    text: `
      with ${named},
      gone as (
        delete from member m using found f
        where m.account_id = $1 and m.audience_id = $2 and m.contact_id = f.id
        returning m.contact_id, m.joined_revision),
      changed as (
        insert into former_member (account_id, audience_id, left_revision, contact_id, joined_revision)
        select $1, $2, $4, contact_id, joined_revision from gone returning 1)
      ${counted}`,
    values: [accountId, turn.audienceId, ids, turn.revision + 1],
  })
  return toChange(rows[0])
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

function toChange(row: SmallRow | undefined): SmallChange {
  return {
    changed: Number(row?.changed ?? 0),
    matched: Number(row?.matched ?? 0),
    missing: row?.missing ?? [],
  }
}
