import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createFolder, deleteFolder } from '@/lib/folders/commands'
import { listFolders } from '@/lib/folders/queries'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { headingBlock, savedMessage } from '@/lib/testing/messages'
import { getMessage, listMessages, messageProblems } from '../queries'
import { copyMessage, createMessage, deleteMessages, moveMessages, renameMessage } from './file-messages'

testDatabase()

const folder = (ctx: Context, kind: 'messages' | 'static-lists', name: string) =>
  createFolder(ctx, { kind, parentId: null, name })
const byName = { field: 'name', direction: 'asc' } as const

test('a new message lacks only what it says: everybody can unsubscribe', async () => {
  const ctx = await newAccount({ role: 'editor' })
  const { id } = await createMessage(ctx, { name: 'News', folderId: null })
  expect(await getMessage(ctx, id)).toMatchObject({ name: 'News', status: 'concept', revision: 1, uses: [] })
  const problems = (await messageProblems(ctx, id)).map(({ message }) => message)
  expect(problems).toEqual(['The message has no subject.', 'The heading is empty.', 'The text is empty.'])
})

test('names are unique in the account, without regard to case', async () => {
  const ctx = await newAccount({ role: 'editor' })
  const { id: messageId } = await createMessage(ctx, { name: 'Été', folderId: null })
  const taken = { code: 'name_taken', field: 'name' }
  await expect(createMessage(ctx, { name: 'ÉTÉ', folderId: null })).rejects.toMatchObject(taken)
  const { id: other } = await copyMessage(ctx, { messageId, name: 'Copy' })
  await expect(renameMessage(ctx, { messageId: other, name: 'été' })).rejects.toMatchObject(taken)
  await renameMessage(ctx, { messageId, name: 'Summer' })
  await renameMessage(ctx, { messageId: other, name: 'été' })
  await createMessage(await newAccount({ role: 'editor' }), { name: 'été', folderId: null })
})

test('a copy says the same, is a concept and lies in the same folder', async () => {
  const ctx = await newAccount({ role: 'editor' })
  const { id: folderId } = await folder(ctx, 'messages', 'Spring')
  const messageId = await savedMessage(ctx, 'News', headingBlock('Hi'))
  await moveMessages(ctx, { messageIds: [messageId], folderId })
  await ctx.db.message.updateMany({ where: { accountId: ctx.actor.accountId }, data: { status: 'final' } })
  const { id } = await copyMessage(ctx, { messageId, name: 'Copy' })
  const [first, copy] = [await getMessage(ctx, messageId), await getMessage(ctx, id)]
  expect(copy).toMatchObject({ body: first.body, status: 'concept', folderId, revision: 1 })
})

test('folders of messages count, hold and give back what lies in them, and no other folder does', async () => {
  const ctx = await newAccount({ role: 'editor' })
  const { id: folderId } = await folder(ctx, 'messages', 'Spring')
  const { id: ofLists } = await folder(ctx, 'static-lists', 'Spring')
  const messageId = await savedMessage(ctx, 'News')
  expect(await moveMessages(ctx, { messageIds: [messageId, '404'], folderId })).toBe(1)
  expect(await listFolders(ctx, 'messages')).toMatchObject([{ itemCount: 1 }])
  await expect(deleteFolder(ctx, { folderId })).rejects.toMatchObject({ code: 'conflict' })
  await expect(moveMessages(ctx, { messageIds: [messageId], folderId: ofLists })).rejects.toMatchObject({
    code: 'not_found',
  })
  await moveMessages(ctx, { messageIds: [messageId], folderId: null })
  await deleteFolder(ctx, { folderId })
})

test('the overview filters, and pages both ways in every order', async () => {
  const ctx = await newAccount({ role: 'editor' })
  for (let n = 0; n < 7; n++) await createMessage(ctx, { name: `Über ${n}`, folderId: null })
  const found = async (query: object) =>
    (await listMessages(ctx, { sort: byName, ...query }, { limit: 9 })).total
  expect([
    await found({ q: 'über 3' }),
    await found({ status: 'final' }),
    await found({ folderId: 'none' }),
  ]).toEqual([1, 0, 7])
  for (const field of ['name', 'status', 'subject', 'created', 'changed'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const sort = { field, direction }
      const one = await listMessages(ctx, { sort }, { limit: 4 })
      const two = await listMessages(ctx, { sort }, { limit: 4, after: one.next ?? undefined })
      const back = await listMessages(ctx, { sort }, { limit: 4, before: two.previous ?? undefined })
      expect(new Set([...one.rows, ...two.rows].map(({ id }) => id)).size).toBe(7)
      expect(back.rows).toEqual(one.rows)
    }
  }
})

describe('deleting', () => {
  const mailing = (ctx: Context, messageId: string, status: 'draft' | 'scheduled') =>
    ctx.db.mailing.create({
      data: {
        ...{ accountId: ctx.actor.accountId, name: `A ${status} mailing`, status },
        ...{ messageId: BigInt(messageId), scheduledAt: new Date() },
      },
    })

  test('is all or nothing, and drafts let go', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const [kept, free] = [await savedMessage(ctx, 'A'), await savedMessage(ctx, 'B')]
    const { id } = await mailing(ctx, free, 'draft')
    await mailing(ctx, kept, 'scheduled')
    await expect(deleteMessages(ctx, { messageIds: [kept, free] })).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('“A scheduled mailing” (scheduled)'),
    })
    await deleteMessages(ctx, { messageIds: [free] })
    expect(await ctx.db.mailing.findFirst({ where: { id } })).toMatchObject({ messageId: null })
    await expect(deleteMessages(ctx, { messageIds: [free] })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listMessages(ctx, { sort: byName }, { limit: 9 })).rows).toMatchObject([{ name: 'A' }])
  })

  test('while it is scheduled ends in one of the two', async () => {
    const ctx = await newAccount({ role: 'editor' })
    for (let n = 0; n < 10; n++) {
      const messageId = await savedMessage(ctx, `Race ${n}`)
      const { id } = await mailing(ctx, messageId, 'draft')
      const schedule = ctx.db.mailing.updateMany({
        where: { id, messageId: { not: null } },
        data: { status: 'scheduled' },
      })
      const outcomes = await Promise.allSettled([deleteMessages(ctx, { messageIds: [messageId] }), schedule])
      const after = await ctx.db.mailing.findFirstOrThrow({ where: { id } })
      const gone = (await ctx.db.message.count({ where: { id: BigInt(messageId) } })) === 0
      expect(gone).toBe(outcomes[0]?.status === 'fulfilled')
      expect(after.status === 'scheduled').toBe(!gone)
    }
  })
})

test('what changes messages is for editors, in their own account', async () => {
  const ctx = await newAccount({ role: 'editor' })
  const messageId = await savedMessage(ctx, 'News')
  const verbs = [
    (by: Context) => copyMessage(by, { messageId, name: 'x' }),
    (by: Context) => renameMessage(by, { messageId, name: 'x' }),
    (by: Context) => deleteMessages(by, { messageIds: [messageId] }),
  ]
  const [viewer, stranger] = [await asUser(ctx, 'viewer'), await newAccount({ role: 'owner' })]
  for (const verb of verbs) {
    await expect(verb(viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(verb(stranger)).rejects.toMatchObject({ code: 'not_found' })
  }
  await expect(createMessage(viewer, { name: 'x', folderId: null })).rejects.toMatchObject({
    code: 'forbidden',
  })
  await expect(moveMessages(viewer, { messageIds: [messageId], folderId: null })).rejects.toMatchObject({
    code: 'forbidden',
  })
  expect(await moveMessages(stranger, { messageIds: [messageId], folderId: null })).toBe(0)
})
