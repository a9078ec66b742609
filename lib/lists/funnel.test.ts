import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createPermission } from '@/lib/permissions/commands'
import { Prisma } from '@/lib/platform/generated/client'
import { pool } from '@/lib/platform/pool'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { countFunnel } from './funnel'

testDatabase()

/** Contacts c1 to c24: every second is inactive, every third has no address, every fourth granted, every fifth withdrew. */
async function newContacts(): Promise<Context> {
  const ctx = await newAccount()
  const { accountId } = ctx.actor
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id, email, email_key, status)
    select ${accountId}, 'c' || n, case when n % 3 > 0 then n || '@x.nl' end,
      case when n % 3 > 0 then n || '@x.nl' else '' end, case when n % 2 = 0 then 'inactive' else 'active' end
    from generate_series(1, 24) n`
  await ctx.db.$executeRaw`
    insert into contact_permission (account_id, permission_id, contact_id, granted, source)
    select c.account_id, p.id, c.id, substr(c.external_id, 2)::int % 5 > 0, 'test'
    from contact c join permission p on p.account_id = c.account_id and p.bit = 1
    where c.account_id = ${accountId} and substr(c.external_id, 2)::int % 4 <> 1`
  return ctx
}

const numbered = (ctx: Context, upTo: number) => ({
  ids: Prisma.sql`
    select id as contact_id from contact
    where account_id = ${ctx.actor.accountId} and substr(external_id, 2)::int <= ${upTo}`,
})

const numbers = (upTo: number) => Array.from({ length: upTo }, (_, i) => i + 1)
const isActive = (n: number) => n % 2 === 1
const isMailable = (n: number) => isActive(n) && n % 3 > 0
const isPermitted = (n: number) => isMailable(n) && n % 5 > 0 && n % 4 !== 1

describe('the funnel of a list', () => {
  test.each([0, 1, 7, 24])('counts each step of %i contacts', async (upTo) => {
    const ctx = await newContacts()
    await newContacts()
    const expected = {
      members: upTo,
      active: numbers(upTo).filter(isActive).length,
      mailable: numbers(upTo).filter(isMailable).length,
    }
    expect(await countFunnel(ctx, numbered(ctx, upTo), undefined)).toEqual({
      ...expected,
      permission: null,
      reach: expected.mailable,
    })
    expect(await countFunnel(ctx, numbered(ctx, upTo), 1)).toEqual({
      ...expected,
      permission: 'Newsletter',
      reach: numbers(upTo).filter(isPermitted).length,
    })
  })

  test('of a permission that nobody was asked for reaches nobody, and of one there is not is refused', async () => {
    const ctx = await newContacts()
    await createPermission(ctx, { name: 'Product news', bit: 7 })
    expect(await countFunnel(ctx, numbered(ctx, 24), 7)).toMatchObject({ mailable: 8, reach: 0 })
    await expect(countFunnel(ctx, numbered(ctx, 24), 8)).rejects.toMatchObject({ code: 'not_found' })
    const viewer = await asUser(ctx, 'viewer')
    expect(await countFunnel(viewer, numbered(ctx, 24), 1)).toMatchObject({ members: 24 })
    const system = await newAccount({ scopes: ['contacts:read'] })
    await expect(countFunnel(system, numbered(ctx, 24), undefined)).rejects.toMatchObject({
      code: 'forbidden',
    })
  })

  test('is absent, not guessed, when it took too long', async () => {
    const ctx = await newContacts()
    const connection = await pool().connect()
    try {
      await connection.query('begin; lock table contact in access exclusive mode')
      const source = { ids: Prisma.sql`select 1::bigint as contact_id` }
      expect(await countFunnel(ctx, source, undefined, 100)).toBeUndefined()
    } finally {
      await connection.query('rollback')
      connection.release()
    }
  })
})
