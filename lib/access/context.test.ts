import { expect, test } from 'vitest'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { inTransaction } from './context'

testDatabase()

test('a transaction undoes all when its work throws, and joins the one it is called in', async () => {
  const ctx = await newAccount()
  const where = { id: ctx.actor.accountId }
  const failing = inTransaction(ctx, async (outer) => {
    await inTransaction(outer, async (inner) => {
      expect(inner.db).toBe(outer.db)
      await inner.db.account.update({ where, data: { name: 'changed' } })
    })
    throw new Error('after all')
  })
  await expect(failing).rejects.toThrow('after all')
  expect((await ctx.db.account.findUniqueOrThrow({ where })).name).not.toBe('changed')
})
