import type { AccountId } from '@/lib/access/actor'
import { Prisma } from '@/lib/platform/generated/client'

/**
 * A query of the ids, as `id`, of contacts whose own id or e-mail address begins so: two index ranges, so that a search among
 * contacts costs what it finds, not what there is.
 */
export function contactsBeginning(accountId: AccountId, text: string): Prisma.Sql {
  return Prisma.sql`
    select id from contact where account_id = ${accountId} and external_id like ${pattern(text)}
    union
    select id from contact where account_id = ${accountId} and email_key like ${pattern(text.toLowerCase())}`
}

/** For LIKE: what begins with `text`, in which nothing is a wildcard. */
function pattern(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}
