import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'

/** Room for a million members in one batch of a join, for the rest of the transaction. */
export async function widenJoins(db: Db): Promise<void> {
  await db.$executeRaw`set local work_mem = '256MB'`
}

export type BucketRow = { bucket: number; count: number; hash: string }

/**
 * The buckets that hold members: md5 of each id, whose bytes 0 to 3 choose the bucket and 8 to 15 go into its hash. XOR
 * knows no order, so nothing is sorted; a bit string of less than 64 bits becomes a number without a sign. One statement,
 * one snapshot.
 */
export function selectBuckets(
  db: Db,
  accountId: AccountId,
  audienceId: number,
  buckets: number,
): Promise<BucketRow[]> {
  return db.$queryRaw<BucketRow[]>`
    select bucket::int as bucket, count(*)::float8 as count,
      lpad(to_hex(bit_xor(('x' || substr(digest, 17, 16))::bit(64)::bigint)), 16, '0') as hash
    from (
      select digest, ('x' || substr(digest, 1, 8))::bit(32)::bigint % ${buckets} as bucket
      from (
        select md5(c.external_id) as digest
        from member m join contact c on c.account_id = m.account_id and c.id = m.contact_id
        where m.account_id = ${accountId} and m.audience_id = ${audienceId} and c.account_id = ${accountId}
        offset 0) d) b
    group by bucket
    order by bucket`
}

export type OverlapRow = { only_a: number; both: number; only_b: number }

/**
 * How many are in one audience, in both, and in the other. How large each is stands beside it; only who is in both is
 * counted, by one hash join of the two memberships. One statement, one snapshot: the sizes are those of the members counted.
 */
export async function selectOverlap(
  db: Db,
  accountId: AccountId,
  a: number,
  b: number,
): Promise<OverlapRow | undefined> {
  const rows = await db.$queryRaw<OverlapRow[]>`
    select (a.member_count - c.both)::float8 as only_a, c.both::float8 as both,
      (b.member_count - c.both)::float8 as only_b
    from audience a
    join audience b on b.account_id = a.account_id and b.id = ${b}
    cross join (
      select count(*) as both from member x
      join member y on y.contact_id = x.contact_id
      where x.account_id = ${accountId} and x.audience_id = ${a}
        and y.account_id = ${accountId} and y.audience_id = ${b}) c
    where a.account_id = ${accountId} and a.id = ${a}`
  return rows[0]
}
