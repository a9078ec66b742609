import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import { hmacBlocks } from '@/lib/platform/crypto'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'

/**
 * The tombstone of a person's external id or e-mail address: a hash under a key of this installation, so that it tells nobody
 * who was erased, and no other account that it was the same person. Computed by the database, for whole sets at once (HMAC, RFC 2104).
 */
export function erasureDigest(accountId: AccountId, kind: 'id' | 'email', value: Prisma.Sql): Prisma.Sql {
  const { inner, outer } = hmacBlocks('erasure')
  const named = Prisma.sql`convert_to(${`${accountId} ${kind} `}::text || ${value}, 'UTF8')`
  return Prisma.sql`sha256(${outer}::bytea || sha256(${inner}::bytea || ${named}))`
}

const lockOf = (accountId: AccountId) => Prisma.sql`hashtextextended('erasure', ${accountId}::int)`

/** Keeps anybody of the account from being erased until the transaction ends: what it found out about them stays so. */
export async function holdErasures(connection: PoolClient, accountId: AccountId): Promise<void> {
  const { text, values } = Prisma.sql`select pg_advisory_xact_lock_shared(${lockOf(accountId)})`
  await connection.query({ text, values })
}

/** Waits for those who hold erasures back, and keeps others from beginning. */
export async function takeErasures(db: Db, accountId: AccountId): Promise<void> {
  await db.$executeRaw`select pg_advisory_xact_lock(${lockOf(accountId)})`
}

/** null: not asked. */
export type Person = { externalId: string | null; emailKey: string | null }

/** Answers the places, from 1, of those who are erased. */
function erasedPlaces(accountId: AccountId, people: Person[]): Prisma.Sql {
  return Prisma.sql`
    select distinct p.place::int as place
    from unnest(${people.map(({ externalId }) => externalId)}::text[], ${people.map(({ emailKey }) => emailKey)}::text[])
      with ordinality as p (external_id, email_key, place)
    join erasure e on e.account_id = ${accountId} and e.digest in (
      ${erasureDigest(accountId, 'id', Prisma.sql`p.external_id`)},
      ${erasureDigest(accountId, 'email', Prisma.sql`p.email_key`)})`
}

/** How many tombstones were set since a moment. */
export async function countErasedSince(db: Db, accountId: AccountId, since: Date): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    select count(*)::float8 as count from erasure where account_id = ${accountId} and erased_at > ${since}`
  return rows[0]?.count ?? 0
}

type PlaceRow = { place: number }

/** Which of these persons are erased, by their place from 0. */
export async function selectErased(db: Db, accountId: AccountId, people: Person[]): Promise<Set<number>> {
  if (people.length === 0) return new Set()
  const rows = await db.$queryRaw<PlaceRow[]>(erasedPlaces(accountId, people))
  return new Set(rows.map(({ place }) => place - 1))
}

/** The same on a connection that streams. */
export async function selectErasedOn(
  connection: PoolClient,
  accountId: AccountId,
  people: Person[],
): Promise<Set<number>> {
  if (people.length === 0) return new Set()
  const { text, values } = erasedPlaces(accountId, people)
  const { rows } = await connection.query<PlaceRow>({ text, values })
  return new Set(rows.map(({ place }) => place - 1))
}
