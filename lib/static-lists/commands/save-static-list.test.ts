import { describe, expect, test } from 'vitest'
import { createFolder } from '@/lib/folders/commands'
import { moveLists } from '@/lib/lists/commands'
import { asUser } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { expectStaticCountsRight, membersOf, newContacts } from '@/lib/testing/static-lists'
import { getStaticList, listStaticLists, listStaticMembers } from '../queries'
import { deleteStaticList } from './delete-static-list'
import { copyStaticList, createStaticList, renameStaticList } from './save-static-list'

testDatabase()

const byName = { field: 'name', direction: 'asc' } as const

describe('a static list', () => {
  test('is made of contacts, those that are gone or unknown left out', async () => {
    const ctx = await newContacts(4)
    await ctx.db.contact.updateMany({
      where: { accountId: ctx.actor.accountId, externalId: 'c4' },
      data: { erasedAt: new Date() },
    })
    const made = await createStaticList(ctx, {
      name: 'Fair',
      externalIds: ['c2', 'c1', 'c2', 'nobody', 'c4'],
    })
    expect(made.members).toBe(2)
    expect(await getStaticList(ctx, Number(made.id))).toMatchObject({
      name: 'Fair',
      members: 2,
      folderName: null,
    })
    expect(await membersOf(ctx, made.id)).toEqual(['c1', 'c2'])
    const empty = await createStaticList(ctx, { name: 'Empty' })
    expect(await getStaticList(ctx, Number(empty.id))).toMatchObject({ members: 0 })
    await expectStaticCountsRight(ctx)
  })

  test('has a name of its own, whatever the case, and two at once do not both get it', async () => {
    const ctx = await newContacts(1)
    const both = await Promise.allSettled([
      createStaticList(ctx, { name: 'Fair', externalIds: ['c1'] }),
      createStaticList(ctx, { name: 'FAIR', externalIds: ['c1'] }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const taken = { code: 'name_taken', field: 'name' }
    await expect(createStaticList(ctx, { name: 'fair' })).rejects.toMatchObject(taken)
    const other = await createStaticList(ctx, { name: 'Other' })
    await expect(renameStaticList(ctx, { listId: Number(other.id), name: 'fair' })).rejects.toMatchObject(
      taken,
    )
    await expect(copyStaticList(ctx, { listId: Number(other.id), name: 'Fair' })).rejects.toMatchObject(taken)
    const { total } = await listStaticLists(ctx, { sort: byName }, { limit: 9 })
    expect(total).toBe(2)
  })

  test('is renamed, and copied with its contacts into the same folder', async () => {
    const ctx = await newContacts(3)
    const listId = Number((await createStaticList(ctx, { name: 'Fair', externalIds: ['c1', 'c3'] })).id)
    const folder = await createFolder(ctx, { kind: 'static-lists', parentId: null, name: 'Events' })
    await moveLists(ctx, { listIds: [listId], folderId: folder.id })
    await renameStaticList(ctx, { listId, name: 'Fair 2026' })
    const copy = await copyStaticList(ctx, { listId, name: 'Copy' })
    expect(copy.members).toBe(2)
    expect(await membersOf(ctx, copy.id)).toEqual(['c1', 'c3'])
    const { rows } = await listStaticLists(ctx, { folderId: folder.id, sort: byName }, { limit: 9 })
    expect(rows.map(({ name, members, folderName }) => [name, members, folderName])).toEqual([
      ['Copy', 2, 'Events'],
      ['Fair 2026', 2, 'Events'],
    ])
    await deleteStaticList(ctx, { listId })
    expect(await membersOf(ctx, copy.id)).toEqual(['c1', 'c3'])
    await expectStaticCountsRight(ctx)
  })

  test('does not go in a folder of dynamic lists', async () => {
    const ctx = await newContacts(0)
    const listId = Number((await createStaticList(ctx, { name: 'Fair' })).id)
    const folder = await createFolder(ctx, { kind: 'dynamic-lists', parentId: null, name: 'Events' })
    const moved = moveLists(ctx, { listIds: [listId], folderId: folder.id })
    await expect(moved).rejects.toMatchObject({ code: 'not_found' })
  })

  test('goes with its members, and a second time is gone', async () => {
    const ctx = await newContacts(2)
    const { accountId } = ctx.actor
    const listId = Number((await createStaticList(ctx, { name: 'Fair', externalIds: ['c1'] })).id)
    await deleteStaticList(ctx, { listId })
    const gone = { code: 'not_found', details: { kind: 'list' } }
    await expect(deleteStaticList(ctx, { listId })).rejects.toMatchObject(gone)
    await expect(getStaticList(ctx, listId)).rejects.toMatchObject(gone)
    expect(await ctx.db.staticMember.count({ where: { accountId } })).toBe(0)
    expect(await ctx.db.contact.count({ where: { accountId } })).toBe(2)
    await createStaticList(ctx, { name: 'Fair' })
  })

  test('stays while it is used, and the refusal names every place', async () => {
    const ctx = await newContacts(1)
    const { accountId } = ctx.actor
    const listId = Number((await createStaticList(ctx, { name: 'Fair', externalIds: ['c1'] })).id)
    const hold = {
      accountId,
      listId,
      kind: 'mailing',
      holderId: 7n,
      holderName: 'Spring',
      reason: 'Scheduled',
    }
    await ctx.db.listHold.create({ data: hold })
    const rules = await ctx.db.list.create({
      data: { accountId, kind: 'rules', name: 'Buyers', nameKey: 'buyers' },
    })
    await ctx.db.ruleList.create({ data: { accountId, id: rules.id, rules: {} } })
    await ctx.db.ruleListList.create({
      data: { accountId, ruleListId: rules.id, listId, listKind: 'static' },
    })
    await expect(deleteStaticList(ctx, { listId })).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringMatching(/dynamic list "Buyers".*mailing "Spring", \/mailings\/7 \(Scheduled\)/),
      details: {
        usages: [
          { kind: 'dynamic-list', name: 'Buyers', url: `/dynamic-lists/${rules.id}` },
          { kind: 'mailing', name: 'Spring' },
        ],
      },
    })
    expect(await membersOf(ctx, listId)).toEqual(['c1'])
    await ctx.db.listHold.deleteMany({ where: { accountId } })
    await expect(deleteStaticList(ctx, { listId })).rejects.toMatchObject({ code: 'in_use' })
    await ctx.db.list.delete({ where: { accountId_id: { accountId, id: rules.id } } })
    await deleteStaticList(ctx, { listId })
  })
})

describe('who may', () => {
  test('a viewer reads, and changes nothing; an editor does', async () => {
    const ctx = await newContacts(1)
    const listId = Number((await createStaticList(ctx, { name: 'Fair', externalIds: ['c1'] })).id)
    const viewer = await asUser(ctx, 'viewer')
    const refused = { code: 'forbidden' }
    await expect(createStaticList(viewer, { name: 'No' })).rejects.toMatchObject(refused)
    await expect(renameStaticList(viewer, { listId, name: 'No' })).rejects.toMatchObject(refused)
    await expect(copyStaticList(viewer, { listId, name: 'No' })).rejects.toMatchObject(refused)
    await expect(deleteStaticList(viewer, { listId })).rejects.toMatchObject(refused)
    expect(await membersOf(viewer, listId)).toEqual(['c1'])
    const editor = await asUser(ctx, 'editor')
    await renameStaticList(editor, { listId, name: 'Yes' })
    expect(await getStaticList(viewer, listId)).toMatchObject({ name: 'Yes' })
  })

  test('another account reaches nothing of it', async () => {
    const [ours, theirs] = [await newContacts(1), await newContacts(1)]
    const listId = Number((await createStaticList(theirs, { name: 'Theirs', externalIds: ['c1'] })).id)
    const gone = { code: 'not_found' }
    await expect(getStaticList(ours, listId)).rejects.toMatchObject(gone)
    await expect(listStaticMembers(ours, listId, {}, { limit: 1 })).rejects.toMatchObject(gone)
    await expect(renameStaticList(ours, { listId, name: 'Ours' })).rejects.toMatchObject(gone)
    await expect(copyStaticList(ours, { listId, name: 'Ours' })).rejects.toMatchObject(gone)
    await expect(deleteStaticList(ours, { listId })).rejects.toMatchObject(gone)
    expect((await listStaticLists(ours, { sort: byName }, { limit: 9 })).total).toBe(0)
    expect(await getStaticList(theirs, listId)).toMatchObject({ name: 'Theirs', members: 1 })
  })
})
