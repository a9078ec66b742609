import type { AccountId } from '@/lib/access/actor'
import { csvSafeSql } from '@/lib/platform/copy-out'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { type Direction, keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'

export type MemberRow = { external_id: string; email: string | null; status: 'active' | 'inactive' }

export type MemberSort = { field: 'externalId' | 'email'; direction: Direction }

const joined = Prisma.sql`member m join contact c on c.account_id = m.account_id and c.id = m.contact_id`

/** For a page in the order of contact ids: left to itself, a merge reads every contact before the page first. */
const lookedUp = (accountId: AccountId) => Prisma.sql`
  member m cross join lateral (
    select id, external_id, email, status from contact where account_id = ${accountId} and id = m.contact_id offset 0) c`

const sortColumns = {
  externalId: { column: Prisma.sql`c.external_id`, type: 'text' },
  email: { column: Prisma.sql`c.email_key`, type: 'text' },
} as const

/** Each order has an index to walk, so that the last page costs what the first does. */
export function selectMembers(
  db: Db,
  accountId: AccountId,
  audienceId: number,
  query: { q?: string | undefined; sort?: MemberSort | undefined },
  page: PageRequest,
): Promise<(MemberRow & SortKey)[]> {
  const sorted = query.sort ? sortColumns[query.sort.field] : undefined
  const { key, where, orderAndLimit } = keysetSql(
    {
      column: sorted?.column ?? Prisma.sql`m.contact_id`,
      type: sorted?.type ?? 'bigint',
      id: sorted ? Prisma.sql`c.id` : Prisma.sql`m.contact_id`,
      idType: 'bigint',
      direction: query.sort?.direction ?? 'asc',
    },
    page,
  )
  return db.$queryRaw<(MemberRow & SortKey)[]>`
    select c.external_id, c.email, c.status, ${key}
    from ${sorted ? joined : lookedUp(accountId)}
    where m.account_id = ${accountId} and m.audience_id = ${audienceId} and ${where} and ${matches(accountId, query.q)}
    ${orderAndLimit}`
}

// Two index ranges, then the members among them: a search costs what it finds, not what the audience holds.
function matches(accountId: AccountId, q: string | undefined): Prisma.Sql {
  if (!q) return Prisma.sql`true`
  return Prisma.sql`c.id in (
    select id from contact where account_id = ${accountId} and external_id like ${prefixPattern(q)}
    union
    select id from contact where account_id = ${accountId} and email_key like ${prefixPattern(q.toLowerCase())})`
}

/** A LIKE pattern for what begins with `text`, in which nothing of it is a wildcard. */
function prefixPattern(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}

/**
 * A page of who was a member once the revision had been applied: those who joined with it or before, and have not left or left
 * after it. In the order of contact ids.
 */
export function selectMembersAt(
  db: Db,
  accountId: AccountId,
  at: { audienceId: number; revision: number },
  page: PageRequest,
): Promise<(MemberRow & SortKey)[]> {
  const id = Prisma.sql`m.contact_id`
  const { key, where, orderAndLimit } = keysetSql(
    { column: id, type: 'bigint', id, idType: 'bigint', direction: 'asc' },
    page,
  )
  return db.$queryRaw<(MemberRow & SortKey)[]>`
    select c.external_id, c.email, c.status, ${key}
    from (
      select contact_id from member
      where account_id = ${accountId} and audience_id = ${at.audienceId} and joined_revision <= ${at.revision}
      union all
      select contact_id from former_member
      where account_id = ${accountId} and audience_id = ${at.audienceId}
        and left_revision > ${at.revision} and joined_revision <= ${at.revision}) m
    cross join lateral (
      select external_id, email, status from contact where account_id = ${accountId} and id = m.contact_id offset 0) c
    where ${where}
    ${orderAndLimit}`
}

export async function isMember(
  db: Db,
  accountId: AccountId,
  audienceId: number,
  contactId: string,
): Promise<MemberRow | undefined> {
  const rows = await db.$queryRaw<MemberRow[]>`
    select c.external_id, c.email, c.status from contact c
    where c.account_id = ${accountId} and c.external_id = ${contactId}
      and exists (select 1 from member m where m.account_id = ${accountId} and m.audience_id = ${audienceId}
                  and m.contact_id = c.id)`
  return rows[0]
}

/** The audience as it is, or as it was once a revision had been applied. */
export type MembersAt = { audienceId: number; revision?: number | undefined }

/** For COPY, which takes no parameters: all ids are numbers of ours. */
export const exportMembersSql = {
  csv: (accountId: AccountId, at: MembersAt) => `
    select ${csvSafeSql('c.external_id')} as id, ${csvSafeSql('c.email')} as email, c.status
    ${exported(accountId, at)}`,
  'json-lines': (accountId: AccountId, at: MembersAt) => `
    select json_build_object('externalId', c.external_id, 'email', c.email, 'status', c.status)
    ${exported(accountId, at)}`,
}

function exported(accountId: AccountId, { audienceId, revision }: MembersAt): string {
  const within = `account_id = ${Number(accountId)} and audience_id = ${Number(audienceId)}`
  const members =
    revision === undefined
      ? `select contact_id from member where ${within}`
      : `select contact_id from member where ${within} and joined_revision <= ${Number(revision)}
         union all
         select contact_id from former_member
         where ${within} and left_revision > ${Number(revision)} and joined_revision <= ${Number(revision)}`
  return `
    from (${members}) m join contact c on c.account_id = ${Number(accountId)} and c.id = m.contact_id
    order by m.contact_id`
}
