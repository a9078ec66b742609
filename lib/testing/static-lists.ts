import { expect } from 'vitest'
import type { Context } from '@/lib/access/context'
import { listStaticMembers } from '@/lib/static-lists/queries'
import { newAccount } from './account'

/** An account with contacts c1, c2, …. */
export async function newContacts(count: number): Promise<Context> {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${ctx.actor.accountId}, 'c' || n from generate_series(1, ${count}::int) n`
  return ctx
}

export async function membersOf(ctx: Context, listId: number | string): Promise<string[]> {
  const sort = { field: 'externalId', direction: 'asc' } as const
  const { rows } = await listStaticMembers(ctx, Number(listId), { sort }, { limit: 1_000 })
  return rows.map(({ externalId }) => externalId)
}

/** What must hold of every static list, whatever happened at once. */
export async function expectStaticCountsRight(ctx: Context): Promise<void> {
  const { accountId } = ctx.actor
  const wrong = await ctx.db.$queryRaw`
    select s.id from static_list s
    where s.account_id = ${accountId} and s.member_count <> (
      select count(*) from static_member m join contact c on c.account_id = m.account_id and c.id = m.contact_id
      where m.account_id = s.account_id and m.list_id = s.id and c.erased_at is null)`
  expect(wrong).toEqual([])
  const homeless = await ctx.db.$queryRaw`
    select m.list_id from static_member m
    where m.account_id = ${accountId}
      and not exists (select 1 from static_list s where s.account_id = m.account_id and s.id = m.list_id)`
  expect(homeless).toEqual([])
}
