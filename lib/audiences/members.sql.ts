import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'

/** The audience as it is, or as it was once a revision had been applied. */
type MembersAt = { audienceId: number; revision?: number | undefined }

/**
 * Ids of who is in. At a revision: of those who joined with it or before, and have not left or left after it.
 */
export function memberIds(accountId: AccountId, { audienceId, revision }: MembersAt): Prisma.Sql {
  const within = Prisma.sql`account_id = ${accountId} and audience_id = ${audienceId}`
  if (revision === undefined) return Prisma.sql`select contact_id from member where ${within}`
  return Prisma.sql`
    select contact_id from member where ${within} and joined_revision <= ${revision}
    union all
    select contact_id from former_member
    where ${within} and left_revision > ${revision} and joined_revision <= ${revision}`
}

type MemberRow = { external_id: string; email: string | null; status: 'active' | 'inactive' }

export async function selectMember(
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
