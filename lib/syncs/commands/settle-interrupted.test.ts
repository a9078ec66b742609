import { expect, test } from 'vitest'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { listSyncs } from '../queries/syncs'
import { settleInterruptedSyncs } from './settle-interrupted'

testDatabase()

test('a sync whose process fell silent ends as failed; one that is alive goes on', async () => {
  const ctx = await newAccount()
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  await ctx.db.$executeRaw`
    insert into sync (account_id, audience_id, mode, status, alive_at)
    select account_id, id, 'replace', 'applying', now() - make_interval(secs => silent)
    from audience, (values (5), (90)) as s (silent) where account_id = ${ctx.actor.accountId}`
  expect(await settleInterruptedSyncs(ctx)).toBe(1)
  const { rows } = await listSyncs(ctx, { audienceId: 'vip' }, { limit: 10 })
  expect(rows.map(({ status }) => status).sort()).toEqual(['applying', 'failed'])
  expect(rows.find(({ status }) => status === 'failed')?.problem?.code).toBe('interrupted')
})
