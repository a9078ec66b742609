import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { listUsages } from '@/lib/audiences/queries/audiences'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import {
  contentOf,
  dynamicBlock,
  headingBlock,
  savedMessage,
  say,
  textBlock,
  unsubscribeBlock,
} from '@/lib/testing/messages'
import { getMessage, listVersions, messageBody, messageProblems, versionBody } from '../queries'
import { type MessageStatus, versionsMax } from '../schema'
import { restoreVersion, saveMessage, setMessageStatus } from './save-message'

testDatabase()

const bodyOf = (text: string) => ({
  subject: text,
  preheader: '',
  content: contentOf(headingBlock(text), unsubscribeBlock()),
})

const subjectOf = async (ctx: Context, messageId: string) => (await messageBody(ctx, messageId)).subject
const versionsOf = async (ctx: Context, messageId: string) =>
  (await listVersions(ctx, messageId)).map(({ subject }) => subject)

async function setStatus(ctx: Context, messageId: string, status: MessageStatus): Promise<void> {
  const { revision } = await getMessage(ctx, messageId)
  await setMessageStatus(ctx, { messageId, revision, status })
}

/** A mailing that has this message, in a status of its life. */
async function mailingWith(ctx: Context, messageId: string, status: string): Promise<bigint> {
  const { accountId } = ctx.actor
  const [row] = await ctx.db.$queryRaw<{ id: bigint }[]>`
    insert into mailing (account_id, name, status, message_id, scheduled_at)
    values (${accountId}, 'Spring', ${status}, ${BigInt(messageId)}, now()) returning id`
  return row?.id ?? 0n
}

describe('saving', () => {
  test('keeps what is said, without what rich text can not hold, and counts on', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const messageId = await savedMessage(ctx, 'News', textBlock('<p>a<script>x</script><b>b</b></p>'))
    const { body, revision, savedBy } = await getMessage(ctx, messageId)
    expect(body.content.content[0]?.props).toMatchObject({ html: '<p>a<strong>b</strong></p>' })
    expect([revision, savedBy]).toEqual([2, 'A test editor'])
  })

  test('over what another saved meanwhile is refused, naming who, and nothing is lost', async () => {
    const ours = await newAccount({ role: 'editor' })
    const theirs = await asUser(ours, 'owner')
    const messageId = await savedMessage(ours, 'News')
    const { revision } = await getMessage(ours, messageId)
    await saveMessage(theirs, { messageId, revision, body: bodyOf('Theirs') })
    await expect(saveMessage(ours, { messageId, revision, body: bodyOf('Ours') })).rejects.toMatchObject({
      code: 'conflict',
      field: 'revision',
      message: expect.stringMatching(/^A test owner saved this message/),
    })
    expect(await subjectOf(ours, messageId)).toBe('Theirs')
  })

  test('at once ends in one of the two', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const messageId = await savedMessage(ctx, 'News')
    const { revision } = await getMessage(ctx, messageId)
    const saves = ['A', 'B', 'C'].map((name) => saveMessage(ctx, { messageId, revision, body: bodyOf(name) }))
    const outcomes = await Promise.allSettled(saves)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await getMessage(ctx, messageId)).toMatchObject({ revision: revision + 1 })
  })

  test('is for editors, in their own account', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const messageId = await savedMessage(ctx, 'News')
    const save = (by: Context) => saveMessage(by, { messageId, revision: 2, body: bodyOf('x') })
    await expect(save(await asUser(ctx, 'viewer'))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(save(await newAccount({ role: 'owner' }))).rejects.toMatchObject({ code: 'not_found' })
  })

  test('keeps the lists that are chosen in step, and their usages', async () => {
    const ctx = await newAccount()
    await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
    const list = await ctx.db.list.findFirstOrThrow({ where: { accountId: ctx.actor.accountId } })
    const messageId = await savedMessage(ctx, 'News', dynamicBlock(list.id, [headingBlock('For you')]))
    expect(await listUsages(ctx, 'vip')).toMatchObject([
      { kind: 'message', id: messageId, name: 'News', url: `/messages/${messageId}`, blocking: false },
    ])
    expect(await ctx.db.messageList.findMany({ where: { accountId: ctx.actor.accountId } })).toMatchObject([
      { listId: list.id, listName: 'VIP' },
    ])
    await say(ctx, messageId, headingBlock('For all'))
    expect(await listUsages(ctx, 'vip')).toEqual([])
  })
})

describe('versions', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 26, 9, minutes))

  test('are shared by saves of one user within ten minutes, and come back', async () => {
    const editor = await newAccount({ role: 'editor', now: at(0) })
    const other = await asUser(editor, 'owner')
    const messageId = await savedMessage(editor, 'News')
    let { revision } = await getMessage(editor, messageId)
    const save = async (ctx: Context, minutes: number, subject: string) => {
      const body = bodyOf(subject)
      ;({ revision } = await saveMessage({ ...ctx, now: () => at(minutes) }, { messageId, revision, body }))
    }
    await save(editor, 11, 'A')
    await save(editor, 19, 'B')
    await save(other, 19, 'C')
    await save(other, 21, 'D')
    expect(await versionsOf(editor, messageId)).toEqual(['D', 'C', 'B', 'Hello', ''])

    const [, , b] = await listVersions(editor, messageId)
    const version = b?.revision ?? 0
    expect((await versionBody(editor, messageId, version)).subject).toBe('B')
    const later = { ...other, now: () => at(22) }
    await restoreVersion(later, { messageId, revision, version })
    expect(await subjectOf(editor, messageId)).toBe('B')
    expect(await versionsOf(editor, messageId)).toEqual(['B', 'D', 'C', 'B', 'Hello', ''])
    await expect(restoreVersion(later, { messageId, revision, version })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('are kept up to a bound, the newest', async () => {
    const ctx = await newAccount({ role: 'editor', now: at(0) })
    const messageId = await savedMessage(ctx, 'News')
    const { accountId } = ctx.actor
    await ctx.db.$executeRaw`
      insert into message_version (account_id, message_id, revision, subject, preheader, content, saved_at)
      select ${accountId}, ${BigInt(messageId)}, n, 'old', '', '{}', '2026-01-01' from generate_series(3, 150) n`
    await ctx.db.message.updateMany({ where: { accountId }, data: { revision: 150 } })
    await saveMessage(ctx, { messageId, revision: 150, body: bodyOf('new') })
    const versions = await listVersions(ctx, messageId)
    expect(versions).toHaveLength(versionsMax)
    expect(versions[0]).toMatchObject({ revision: 151, subject: 'new' })
  })

  test('of another account are out of reach', async () => {
    const messageId = await savedMessage(await newAccount(), 'News')
    const stranger = await newAccount()
    await expect(listVersions(stranger, messageId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(versionBody(stranger, messageId, 1)).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the status', () => {
  test('goes on and back, and a final message stays as it is', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const messageId = await savedMessage(ctx, 'News', headingBlock('Hi'))
    for (const status of ['proof', 'final'] as const) {
      await setStatus(ctx, messageId, status)
      expect(await getMessage(ctx, messageId)).toMatchObject({ status })
    }
    await expect(say(ctx, messageId, headingBlock('x'))).rejects.toMatchObject({
      code: 'conflict',
      field: 'status',
    })
    await setStatus(ctx, messageId, 'concept')
    await say(ctx, messageId, headingBlock('x'))
  })

  test('is not final before everything is right, or for what nobody has seen', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const messageId = await savedMessage(ctx, 'News', dynamicBlock(404, [headingBlock('Hi {{nickname}}')]))
    const problems = await messageProblems(ctx, messageId)
    expect((await getMessage(ctx, messageId)).goneLists).toEqual([404])
    expect(problems.map(({ message }) => message)).toEqual([
      'The list “A list” is gone. Choose another.',
      'There is no property “nickname” for the personal field {{nickname}}.',
    ])
    await expect(setStatus(ctx, messageId, 'final')).rejects.toMatchObject({
      code: 'unprocessable',
      details: { problems },
    })
    expect(await getMessage(ctx, messageId)).toMatchObject({ status: 'concept' })
    await say(ctx, messageId, headingBlock('Hi'))
    await expect(setMessageStatus(ctx, { messageId, revision: 2, status: 'final' })).rejects.toMatchObject({
      code: 'conflict',
    })
  })

  test('nor anything else changes while a mailing needs the message', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const messageId = await savedMessage(ctx, 'News', headingBlock('Hi'))
    await setStatus(ctx, messageId, 'final')
    await mailingWith(ctx, messageId, 'scheduled')
    await expect(setStatus(ctx, messageId, 'concept')).rejects.toMatchObject({
      code: 'in_use',
      message: expect.stringContaining('“Spring” (scheduled)'),
    })
    await ctx.db.mailing.updateMany({ where: { accountId: ctx.actor.accountId }, data: { status: 'draft' } })
    await setStatus(ctx, messageId, 'concept')
  })
})
