import { describe, expect, test } from 'vitest'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { changes, draft, everything, nothing, rowsOf, startedImport, work } from '@/lib/testing/imports'
import { untilWaiting, whileContactHeld } from '@/lib/testing/locks'
import { expectStaticCountsRight } from '@/lib/testing/static-lists'
import { getImport } from '../queries/imports'
import { cancelImport, checkImport, startImport } from './change-import'

testDatabase()

describe('an import that runs', () => {
  test('is cancelled at any moment, and then did nothing', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const importId = await startedImport(ctx)
    await whileContactHeld(ctx, 'c9', async () => {
      const working = work(ctx, importId)
      await untilWaiting(1)
      await cancelImport(ctx, importId)
      await working
    })
    expect(await getImport(ctx, importId)).toMatchObject({ status: 'cancelled', counts: { received: 0 } })
    expect(await changes(ctx)).toEqual(nothing)
    await work(ctx, importId)
    expect(await changes(ctx)).toEqual(nothing)
    await expect(cancelImport(ctx, importId)).rejects.toMatchObject({ code: 'conflict' })
    await expect(startImport(ctx, importId)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is a draft again when its check is stopped, and can be checked anew at once', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const importId = await startedImport(ctx)
    await work(ctx, importId)
    const again = await draft(ctx, rowsOf(100, 'Gouda'), { columns: ['id', 'email', 'property:city'] })
    await checkImport(ctx, again)
    await whileContactHeld(ctx, 'c9', async () => {
      const first = work(ctx, again)
      await untilWaiting(1)
      await cancelImport(ctx, again)
      expect((await getImport(ctx, again)).status).toBe('uploaded')
      await checkImport(ctx, again)
      await first
    })
    expect((await getImport(ctx, again)).status).toBe('checking')
    await work(ctx, again)
    expect(await getImport(ctx, again)).toMatchObject({ status: 'checked', counts: { updated: 100 } })
    expect(await changes(ctx)).toEqual(everything)
  })

  test('is done once when two workers are at it', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const importId = await startedImport(ctx)
    const both = await whileContactHeld(ctx, 'c9', async () => {
      const first = work(ctx, importId)
      await untilWaiting(1)
      const second = work(ctx, importId)
      return [first, second]
    })
    await Promise.all(both)
    expect(await getImport(ctx, importId)).toMatchObject({
      status: 'done',
      counts: { created: 90, listed: 100 },
    })
    expect(await changes(ctx)).toEqual(everything)
  })

  test('makes an erasure wait, which then finds everything that it brought', async () => {
    const ctx = await newAccount({ scopes: ['contacts:write', 'contacts:read'] })
    const importId = await startedImport(ctx)
    const both = await whileContactHeld(ctx, 'c9', async () => {
      const working = work(ctx, importId)
      await untilWaiting(1)
      const erasing = eraseContact(ctx, 'c1')
      await untilWaiting(2)
      return [working, erasing]
    })
    await Promise.all(both)
    expect(await getImport(ctx, importId)).toMatchObject({ status: 'done' })
    expect(await changes(ctx)).toEqual({ contacts: 99, inDelft: 99, consents: 99, lists: 1, members: 99 })
    await expectStaticCountsRight(ctx)
  })

  test('keeps out whoever is erased between its check and its run', async () => {
    const ctx = await newAccount({ scopes: ['contacts:write', 'contacts:read'] })
    const importId = await startedImport(ctx)
    await eraseContact(ctx, 'c1')
    await work(ctx, importId)
    expect(await getImport(ctx, importId)).toMatchObject({
      status: 'done',
      counts: { rejected: 1, listed: 99 },
    })
    expect(await changes(ctx)).toEqual({ contacts: 99, inDelft: 99, consents: 99, lists: 1, members: 99 })
  })
})
