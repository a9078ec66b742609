import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { getAudience, listAudiences, listUsages } from '../queries/audiences'
import { deleteAudience } from './delete-audience'
import { createAudience, patchAudience, putAudience } from './save-audience'

testDatabase()

const vip = { externalId: 'vip', name: 'VIP' }

async function hold(ctx: Context, externalId: string): Promise<void> {
  await ctx.db.$executeRaw`
    insert into list_hold (account_id, list_id, kind, holder_id, holder_name, reason)
    select account_id, id, 'mailing', 7, 'Spring sale', 'scheduled; delete or unschedule it first'
    from audience where account_id = ${ctx.actor.accountId} and external_id = ${externalId}`
}

describe('audiences', () => {
  test('are created, changed and read', async () => {
    const ctx = await newAccount()
    const created = await createAudience(ctx, { ...vip, description: 'Best', syncEveryMinutes: 60 })
    expect(created).toMatchObject({ ...vip, description: 'Best', members: 0, lastSyncAt: null, stale: false })
    const patched = await patchAudience(ctx, 'vip', { description: 'The best' })
    expect(patched).toMatchObject({ name: 'VIP', description: 'The best', syncEveryMinutes: 60 })
    const put = await putAudience(ctx, 'vip', { name: 'Very important' })
    expect(put).toMatchObject({ created: false, audience: { description: null, syncEveryMinutes: 60 } })
    expect((await putAudience(ctx, 'new', { name: 'New' })).created).toBe(true)
  })

  test('a name is taken whatever its case and surrounding space, an id only to the letter', async () => {
    const ctx = await newAccount()
    await createAudience(ctx, { externalId: 'a', name: 'Größte Kunden' })
    await expect(createAudience(ctx, { externalId: 'b', name: ' GRÖSSTE KUNDEN' })).resolves.toBeDefined()
    await expect(createAudience(ctx, { externalId: 'c', name: 'größte KUNDEN ' })).rejects.toMatchObject({
      code: 'name_taken',
      field: 'name',
    })
    await expect(createAudience(ctx, { externalId: 'a', name: 'Other' })).rejects.toMatchObject({
      code: 'id_taken',
    })
    await expect(createAudience(ctx, { externalId: 'A', name: 'Other' })).resolves.toBeDefined()
    await expect(patchAudience(ctx, 'A', { name: 'größte kunden' })).rejects.toMatchObject({
      code: 'name_taken',
    })
  })

  test('of two creations at once one wins', async () => {
    const ctx = await newAccount()
    const outcomes = await Promise.allSettled([createAudience(ctx, vip), createAudience(ctx, vip)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const puts = await Promise.all([1, 2, 3].map(() => putAudience(ctx, 'put', { name: 'Put' })))
    expect(puts.filter((put) => put.created)).toHaveLength(1)
  })

  test("an account has at most so many, and room for one more isn't given twice", async () => {
    const ctx = await newAccount()
    await ctx.db.account.update({ where: { id: ctx.actor.accountId }, data: { audienceMax: 3 } })
    const outcomes = await Promise.allSettled(
      [1, 2, 3, 4, 5].map((n) => createAudience(ctx, { externalId: `${n}`, name: `${n}` })),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'limit_reached' },
    })
  })

  test('one in use is kept, and the refusal names every use', async () => {
    const ctx = await newAccount()
    await createAudience(ctx, vip)
    await hold(ctx, 'vip')
    await expect(deleteAudience(ctx, 'vip')).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('mailing "Spring sale"'),
      details: {
        usages: [{ kind: 'mailing', id: '7', name: 'Spring sale', url: '/mailings/7', blocking: true }],
      },
    })
    expect(await listUsages(ctx, 'vip')).toHaveLength(1)
    await ctx.db.listHold.deleteMany({ where: { accountId: ctx.actor.accountId } })
    await deleteAudience(ctx, 'vip')
    await expect(getAudience(ctx, 'vip')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('become stale when a promised sync does not come', async () => {
    const ctx = await newAccount()
    await createAudience(ctx, { ...vip, syncEveryMinutes: 60 })
    const later = { ...ctx, now: () => new Date(Date.now() + 61 * 60_000) }
    expect((await getAudience(ctx, 'vip')).stale).toBe(false)
    expect((await getAudience(later, 'vip')).stale).toBe(true)
  })

  test('are listed by name, searched and paged', async () => {
    const ctx = await newAccount()
    for (const name of ['beta', 'Alpha', 'gamma']) await createAudience(ctx, { externalId: name, name })
    const first = await listAudiences(ctx, {}, { limit: 2 })
    expect(first.rows.map((row) => row.name)).toEqual(['Alpha', 'beta'])
    const rest = await listAudiences(ctx, {}, { limit: 2, after: first.next ?? undefined })
    expect(rest.rows.map((row) => row.name)).toEqual(['gamma'])
    expect((await listAudiences(ctx, { q: 'AMM' }, { limit: 2 })).rows).toHaveLength(1)
  })

  test('of another account are out of reach, and need the scope and the product', async () => {
    const theirs = await newAccount()
    await createAudience(theirs, vip)
    const ours = await newAccount()
    await expect(getAudience(ours, 'vip')).rejects.toMatchObject({ code: 'not_found' })
    await expect(patchAudience(ours, 'vip', { name: 'x' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteAudience(ours, 'vip')).rejects.toMatchObject({ code: 'not_found' })
    expect((await listAudiences(ours, {}, { limit: 10 })).rows).toEqual([])
    const owner = await newAccount({ role: 'owner' })
    await expect(createAudience(owner, vip)).rejects.toMatchObject({ code: 'forbidden' })
    const mail = await newAccount({ product: 'mail' })
    await expect(createAudience(mail, vip)).rejects.toMatchObject({ code: 'product' })
  })
})
