import { beforeAll, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createFolder, deleteFolder } from '@/lib/folders/commands'
import { listFolders } from '@/lib/folders/queries'
import { createPermission } from '@/lib/permissions/commands'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { newAudienceList, newMessage, readyMailing, startedMailing } from '@/lib/testing/mailings'
import { findMailings, getMailing, listMailings } from '../queries'
import { type Save, SaveSending, SendingSettings, type TargetSettings } from '../schema'
import {
  copyMailing,
  createMailing,
  moveMailings,
  renameMailing,
  saveMessageStep,
  saveSendingStep,
  saveTargetStep,
} from './save-mailing'
import { deleteMailing } from './schedule-mailing'

testDatabase()

let owner: Context
beforeAll(async () => {
  owner = await newAccount({ role: 'owner' })
})

const sending: SendingSettings = {
  ...{ senderName: 'Shop', senderEmail: 'news@shop.example', subject: '' },
  ...{ folderId: null, tracks: true, periodHours: null },
}

describe('a draft', () => {
  test('is made, filled in step by step, and read', async () => {
    const { bit } = await createPermission(owner, { name: 'Product news' })
    const [messageId, listId] = [await newMessage(owner), await newAudienceList(owner, 'top-100')]
    const { id: mailingId } = await createMailing(owner, { name: 'Spring', folderId: null })
    expect(await getMailing(owner, mailingId)).toMatchObject({ status: 'draft', revision: 1, message: null })
    const one = await saveMessageStep(owner, {
      ...{ mailingId, revision: 1 },
      settings: { name: 'Summer', messageId },
    })
    const target: Save<TargetSettings> = {
      ...{ mailingId, revision: one },
      settings: { target: { kind: 'dynamic-list', listId }, permission: bit, isService: false },
    }
    const two = await saveTargetStep(owner, target)
    const settings = { ...sending, subject: 'Sun', tracks: false, periodHours: 48 }
    const three = await saveSendingStep(owner, { mailingId, revision: two, settings })
    expect([one, two, three]).toEqual([2, 3, 4])
    expect(await getMailing(owner, mailingId)).toMatchObject({
      ...{ name: 'Summer', message: { id: messageId, status: 'final' }, subject: 'Sun', tracks: false },
      targetGroup: { kind: 'dynamic-list', name: 'top-100', listKind: 'audience' },
      ...{ target: { kind: 'dynamic-list', listId }, permission: { bit, name: 'Product news' } },
      automailer: { periodHours: 48, status: 'waiting', plannedAt: null },
    })
    await saveSendingStep(owner, { mailingId, revision: three, settings: sending })
    expect(await getMailing(owner, mailingId)).toMatchObject({ automailer: null, subject: '' })
    await expect(
      saveTargetStep(owner, { ...target, revision: 5, settings: { ...target.settings, permission: 63 } }),
    ).rejects.toMatchObject({ code: 'not_found' })
    // The sender is kept for the next.
    const { id } = await createMailing(owner, { name: 'Next', folderId: null })
    expect(await getMailing(owner, id)).toMatchObject({ senderEmail: 'news@shop.example' })
  })

  test('of two who save what they read at once, one is told', async () => {
    const { id: mailingId } = await createMailing(owner, { name: 'Both', folderId: null })
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c'].map((name) =>
        saveMessageStep(owner, { mailingId, revision: 1, settings: { name, messageId: null } }),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [refused] = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'conflict' })
    expect((await getMailing(owner, mailingId)).revision).toBe(2)
  })

  test('is changed by editors of its account only, and only while it is one', async () => {
    const editor = await asUser(owner, 'editor')
    const viewer = await asUser(owner, 'viewer')
    const { id: mailingId } = await createMailing(editor, { name: 'Ours', folderId: null })
    const name = (by: Context) => renameMailing(by, { mailingId, name: 'Renamed' })
    await expect(name(viewer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(createMailing(viewer, { name: 'No', folderId: null })).rejects.toMatchObject({
      code: 'forbidden',
    })
    await expect(name(await newAccount({ role: 'owner' }))).rejects.toMatchObject({ code: 'not_found' })
    expect((await getMailing(viewer, mailingId)).name).toBe('Ours')
    const begun = await startedMailing(owner)
    const { revision } = await getMailing(owner, begun)
    await expect(
      saveSendingStep(owner, { mailingId: begun, revision, settings: sending }),
    ).rejects.toMatchObject({ code: 'conflict' })
    await expect(deleteMailing(owner, { mailingId: begun })).rejects.toMatchObject({ code: 'conflict' })
    await renameMailing(owner, { mailingId: begun, name: 'Begun' })
  })

  test('is copied with all that was chosen, also from one that has started', async () => {
    const mailingId = await startedMailing(owner, { periodHours: 24 })
    const { id } = await copyMailing(owner, { mailingId, name: 'Again' })
    const [from, copy] = [await getMailing(owner, mailingId), await getMailing(owner, id)]
    expect(copy).toMatchObject({
      ...{ name: 'Again', status: 'draft', revision: 1, startedAt: null, recipients: 0 },
      ...{ message: from.message, target: from.target, isService: true, senderEmail: from.senderEmail },
      automailer: { periodHours: 24, status: 'waiting' },
    })
    await deleteMailing(owner, { mailingId: id })
    await expect(getMailing(owner, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteMailing(owner, { mailingId: id })).rejects.toMatchObject({ code: 'not_found' })
  })

  test.each([
    ['senderName', 'Shop\r\nBcc: all@shop.example'],
    ['subject', 'Sale\nBcc: all@shop.example'],
    ['subject', 'x'.repeat(256)],
    ['senderEmail', 'news@shop.example\r\nBcc: a@b.example'],
    ['senderEmail', 'nobody'],
    ['periodHours', 0],
    ['periodHours', 8761],
    ['periodHours', 1.5],
  ])('has no %s such as %j', (field, value) => {
    const settings = { ...sending, [field]: value }
    expect(SaveSending.safeParse({ mailingId: '1', revision: 1, settings }).success).toBe(false)
    expect(SendingSettings.safeParse(sending).success).toBe(true)
  })
})

describe('folders', () => {
  test('hold mailings, count them, and stay while they do', async () => {
    const ctx = await newAccount({ role: 'owner' })
    const folder = await createFolder(ctx, { kind: 'mailings', parentId: null, name: 'Seasons' })
    const others = await createFolder(ctx, { kind: 'messages', parentId: null, name: 'Seasons' })
    const [a, b] = [await readyMailing(ctx), await readyMailing(ctx)]
    expect(await moveMailings(ctx, { mailingIds: [a, b, '999'], folderId: folder.id })).toBe(2)
    expect(await listFolders(ctx, 'mailings')).toMatchObject([{ name: 'Seasons', itemCount: 2 }])
    await expect(deleteFolder(ctx, { folderId: folder.id })).rejects.toMatchObject({ code: 'conflict' })
    for (const folderId of [others.id, 999_999]) {
      await expect(moveMailings(ctx, { mailingIds: [a], folderId })).rejects.toMatchObject({
        code: 'not_found',
      })
    }
    const theirs = await newAccount({ role: 'owner' })
    expect(await moveMailings(theirs, { mailingIds: [a], folderId: null })).toBe(0)
    await expect(
      moveMailings(await asUser(ctx, 'viewer'), { mailingIds: [a], folderId: null }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    expect(await moveMailings(ctx, { mailingIds: [a, b], folderId: null })).toBe(2)
    await deleteFolder(ctx, { folderId: folder.id })
  })
})

test('the overview searches, filters and pages both ways in every order', async () => {
  const ctx = await newAccount({ role: 'owner' })
  for (const name of ['Ärger', 'b', 'C', 'd']) await createMailing(ctx, { name, folderId: null })
  await startedMailing(ctx, { name: 'Begun' })
  const byName = { field: 'name', direction: 'asc' } as const
  const all = await listMailings(ctx, { sort: byName }, { limit: 100 })
  expect(all.total).toBe(5)
  expect(await findMailings(ctx, ' ÄRG', 8)).toMatchObject([{ name: 'Ärger' }])
  const begun = await listMailings(ctx, { sort: byName, status: 'sending' }, { limit: 100 })
  expect(begun).toMatchObject({ total: 1, rows: [{ name: 'Begun', status: 'sending' }] })
  for (const field of ['name', 'status', 'moment', 'recipients', 'created', 'changed'] as const) {
    for (const direction of ['asc', 'desc'] as const) {
      const sort = { field, direction }
      const one = await listMailings(ctx, { sort }, { limit: 2 })
      const two = await listMailings(ctx, { sort }, { limit: 2, after: one.next ?? undefined })
      const three = await listMailings(ctx, { sort }, { limit: 2, after: two.next ?? undefined })
      const back = await listMailings(ctx, { sort }, { limit: 2, before: three.previous ?? undefined })
      expect(new Set([...one.rows, ...two.rows, ...three.rows].map((row) => row.id)).size).toBe(5)
      expect([one.previous, three.next]).toEqual([null, null])
      expect(back.rows).toEqual(two.rows)
    }
  }
})
