import { expect, test } from 'vitest'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { addContacts } from '@/lib/syncs/commands/change-members'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { countMailableMembers, findDynamicLists, getDynamicList } from './queries'

testDatabase()

test('whoever is inactive or has no e-mail address counts as a member, and not as one who can be mailed', async () => {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id, email, email_key, status)
    select ${ctx.actor.accountId}, 'c' || n, case when n % 3 > 0 then n || '@x.nl' end,
      case when n % 3 > 0 then n || '@x.nl' else '' end, case when n % 2 = 0 then 'inactive' else 'active' end
    from generate_series(1, 24) n`
  const audience = await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  await addContacts(
    ctx,
    'vip',
    Array.from({ length: 12 }, (_, i) => `c${i + 1}`),
  )
  const [list] = await findDynamicLists(ctx, 'VIP', 1)
  expect(list).toMatchObject({ name: audience.name, members: 12 })
  expect(await countMailableMembers(ctx, Number(list?.id))).toBe(4)
  expect(await getDynamicList(ctx, Number(list?.id))).toMatchObject({ members: 12 })
})
