import { expect, test } from 'vitest'
import { createRuleList } from '@/lib/dynamic-lists/commands/rule-lists'
import { Prisma } from '@/lib/platform/generated/client'
import { createStaticListFrom } from '@/lib/static-lists/commands/save-static-list'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { newAudienceList, startedMailing } from '@/lib/testing/mailings'
import { countTargetFunnel } from './funnel'

testDatabase()

test('the funnel counts every kind of target group, to the contact', async () => {
  const ctx = await newAccount({ role: 'owner' })
  const { accountId } = ctx.actor
  // Four contacts: one without an address, one inactive, and of the others one holds permission 1.
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id, email, email_key, status)
    select ${accountId}, 'c' || n, case when n > 1 then 'c' || n || '@x.example' end, case when n > 1 then 'c' || n || '@x.example' else '' end,
      case when n = 2 then 'inactive' else 'active' end
    from generate_series(1, 4) n`
  await ctx.db.$executeRaw`
    insert into contact_permission (account_id, permission_id, contact_id, granted, source)
    select ${accountId}, p.id, c.id, true, 'test' from permission p, contact c
    where p.account_id = ${accountId} and p.bit = 1 and c.account_id = ${accountId} and c.external_id = 'c3'`
  const ids = Prisma.sql`select id as contact_id from contact where account_id = ${accountId}`
  const permission = { bit: 1, name: 'Newsletter' }
  const whole = { members: 4, active: 3, mailable: 2, permission: 'Newsletter', reach: 1 }

  const { id: fixed } = await createStaticListFrom(ctx, 'All', ids)
  const staticList = { kind: 'static-list' as const, listId: Number(fixed) }
  expect(await countTargetFunnel(ctx, { target: staticList, permission })).toEqual(whole)

  const audience = await newAudienceList(ctx)
  await ctx.db.$executeRaw`
    insert into member (account_id, audience_id, contact_id, joined_revision)
    select ${accountId}, ${audience}, contact_id, 1 from (${ids}) _`
  const dynamic = { kind: 'dynamic-list' as const, listId: audience }
  expect(await countTargetFunnel(ctx, { target: dynamic, permission })).toEqual(whole)
  expect(await countTargetFunnel(ctx, { target: dynamic, permission: null })).toEqual({
    ...{ ...whole, permission: null, reach: 2 },
  })

  const rules = {
    selections: [{ refinements: [{ on: 'status' as const, status: 'active' as const }] }],
    exclusions: [],
  }
  const { id: ruled } = await createRuleList(ctx, { name: 'Active', folderId: null, rules })
  const byRules = { kind: 'dynamic-list' as const, listId: Number(ruled) }
  expect(await countTargetFunnel(ctx, { target: byRules, permission })).toMatchObject({
    members: 3,
    reach: 1,
  })

  const earlier = await startedMailing(ctx)
  await ctx.db.$executeRaw`
    insert into mailing_recipient (account_id, mailing_id, contact_id, status, opened_at)
    select ${accountId}, ${BigInt(earlier)}, contact_id, case when row_number() over () = 1 then 'failed' else 'sent' end,
      case when row_number() over () = 2 then now() end
    from (${ids} order by id) _`
  const notOpened = { kind: 'not-opened' as const, mailingId: earlier }
  expect(await countTargetFunnel(ctx, { target: notOpened, permission })).toMatchObject({
    members: 2,
    reach: 1,
  })

  const none = { kind: 'static-list' as const, listId: null }
  expect(await countTargetFunnel(ctx, { target: none, permission })).toBeNull()
  const theirs = await newAccount({ role: 'owner' })
  for (const target of [staticList, dynamic, byRules, notOpened]) {
    await expect(countTargetFunnel(theirs, { target, permission })).rejects.toMatchObject({
      code: 'not_found',
    })
  }
})
