import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { listDynamicLists } from '@/lib/dynamic-lists/queries'
import { moveLists } from '@/lib/lists/commands'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { createFolder, deleteFolder, renameFolder } from './commands'
import { listFolders } from './queries'
import { folderDepthMax } from './schema'

testDatabase()

const folder = (ctx: Context, name: string, parentId: number | null = null) =>
  createFolder(ctx, { kind: 'dynamic-lists', parentId, name })

async function audienceIn(ctx: Context, folderId: number | null): Promise<number> {
  const name = crypto.randomUUID()
  await createAudience(ctx, { externalId: name, name })
  const list = await ctx.db.list.findFirstOrThrow({ where: { accountId: ctx.actor.accountId, name } })
  await moveLists(ctx, { listIds: [list.id], folderId })
  return list.id
}

describe('folders', () => {
  test('are made, nested, renamed and deleted', async () => {
    const ctx = await newAccount()
    const top = await folder(ctx, 'Spring')
    const inner = await folder(ctx, 'Ästhetik', top.id)
    await renameFolder(ctx, { folderId: inner.id, name: 'Sale' })
    expect(await listFolders(ctx, 'dynamic-lists')).toEqual([
      { id: inner.id, parentId: top.id, name: 'Sale', itemCount: 0 },
      { id: top.id, parentId: null, name: 'Spring', itemCount: 0 },
    ])
    await expect(deleteFolder(ctx, { folderId: top.id })).rejects.toMatchObject({ code: 'conflict' })
    await deleteFolder(ctx, { folderId: inner.id })
    await deleteFolder(ctx, { folderId: top.id })
    expect(await listFolders(ctx, 'dynamic-lists')).toEqual([])
  })

  test('that hold a list are kept by the database', async () => {
    const ctx = await newAccount()
    const { id } = await folder(ctx, 'Full')
    await audienceIn(ctx, id)
    await expect(deleteFolder(ctx, { folderId: id })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('beside each other have different names, in any script; elsewhere the name is free', async () => {
    const ctx = await newAccount()
    const { id } = await folder(ctx, 'Été')
    await expect(folder(ctx, ' été ')).rejects.toMatchObject({ code: 'name_taken' })
    await folder(ctx, 'Été', id)
    await expect(
      renameFolder(ctx, { folderId: (await folder(ctx, 'B')).id, name: 'ÉTÉ' }),
    ).rejects.toMatchObject({
      code: 'name_taken',
    })
  })

  test('nest only so deep', async () => {
    const ctx = await newAccount()
    let parentId: number | null = null
    for (let depth = 1; depth <= folderDepthMax; depth++) parentId = (await folder(ctx, 'a', parentId)).id
    await expect(folder(ctx, 'a', parentId)).rejects.toMatchObject({ code: 'limit_reached' })
  })

  test('of another account are out of reach', async () => {
    const [ours, theirs] = [await newAccount(), await newAccount()]
    const { id } = await folder(theirs, 'Theirs')
    await expect(folder(ours, 'In theirs', id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(renameFolder(ours, { folderId: id, name: 'Ours' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(deleteFolder(ours, { folderId: id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(audienceIn(ours, id)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('are changed by editors, not by viewers', async () => {
    const viewer = await newAccount({ role: 'viewer' })
    await expect(folder(viewer, 'No')).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the overview', () => {
  test('filters by folder, kind and part of a name, and pages both ways in every order', async () => {
    const ctx = await newAccount()
    const { id } = await folder(ctx, 'Some')
    for (let n = 0; n < 7; n++) {
      await createAudience(ctx, { externalId: `a${n}`, name: `List ${String.fromCharCode(65 + n)} ÜBER` })
    }
    const byName = { field: 'name', direction: 'asc' } as const
    const all = await listDynamicLists(ctx, { sort: byName }, { limit: 100 })
    expect(all.total).toBe(7)
    await moveLists(ctx, { listIds: all.rows.slice(0, 2).map((row) => Number(row.id)), folderId: id })
    const found = (query: object) =>
      listDynamicLists(ctx, { sort: byName, ...query }, { limit: 100 }).then((page) => page.rows.length)
    expect(await found({ folderId: id })).toBe(2)
    expect(await found({ folderId: 'none' })).toBe(5)
    expect(await found({ q: 'c üb' })).toBe(1)
    expect(await found({ kind: 'rules' })).toBe(0)

    for (const field of ['name', 'kind', 'members', 'refreshed', 'created', 'changed'] as const) {
      for (const direction of ['asc', 'desc'] as const) {
        const sort = { field, direction }
        const one = await listDynamicLists(ctx, { sort }, { limit: 3 })
        const two = await listDynamicLists(ctx, { sort }, { limit: 3, after: one.next ?? undefined })
        const three = await listDynamicLists(ctx, { sort }, { limit: 3, after: two.next ?? undefined })
        const back = await listDynamicLists(ctx, { sort }, { limit: 3, before: three.previous ?? undefined })
        expect(new Set([...one.rows, ...two.rows, ...three.rows].map((row) => row.id)).size).toBe(7)
        expect(one.previous).toBeNull()
        expect(three.next).toBeNull()
        expect(back.rows).toEqual(two.rows)
      }
    }
  })
})
