import { setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { deleteAudience } from '@/lib/audiences/commands/delete-audience'
import { listUsages } from '@/lib/audiences/queries/audiences'
import { createPermission, deletePermission } from '@/lib/permissions/commands'
import { createStaticList } from '@/lib/static-lists/commands/save-static-list'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import {
  newAudienceList,
  newMessage,
  readyMailing,
  schedule,
  scheduledMailing,
  startedMailing,
} from '@/lib/testing/mailings'
import { getMailing } from '../queries'
import { cancelMailing, pauseMailing, resumeMailing } from './control-sending'
import { createMailing, renameMailing, saveSendingStep } from './save-mailing'
import { deleteMailing, scheduleMailing, unscheduleMailing } from './schedule-mailing'

testDatabase()

const dayMs = 86_400_000
/** What keeps an audience; a message that names it does not. */
const holdersOf = async (ctx: Context, audienceId: string) =>
  (await listUsages(ctx, audienceId)).filter(({ blocking }) => blocking)
const jobsOf = (ctx: Context, mailingId: string) => ctx.db.$queryRaw<{ run_at: Date }[]>`
  select run_at from graphile_worker.jobs where key = ${`mailings.send:${ctx.actor.accountId}:${mailingId}`}`

describe('scheduling', () => {
  test('holds what the mailing needs, queues its sending, and is taken back', async () => {
    const ctx = await newAccount()
    const [target, block] = [await newAudienceList(ctx, 'target'), await newAudienceList(ctx, 'block')]
    const messageId = await newMessage(ctx, { listIds: [block, target] })
    const mailingId = await readyMailing(ctx, { messageId, target: { kind: 'dynamic-list', listId: target } })
    const at = new Date(Date.now() + dayMs)
    await schedule(ctx, mailingId, at)
    expect(await getMailing(ctx, mailingId)).toMatchObject({
      status: 'scheduled',
      scheduledAt: at.toISOString(),
    })
    expect(await jobsOf(ctx, mailingId)).toEqual([{ run_at: at }])
    expect(await holdersOf(ctx, 'block')).toMatchObject([
      { kind: 'mailing', id: mailingId, name: 'Spring offer', url: `/mailings/${mailingId}`, blocking: true },
    ])
    expect(await holdersOf(ctx, 'target')).toHaveLength(2)
    await renameMailing(ctx, { mailingId, name: 'Summer offer' })
    expect(await holdersOf(ctx, 'block')).toMatchObject([{ name: 'Summer offer' }])
    await expect(
      ctx.db.message.delete({
        where: { accountId_id: { accountId: ctx.actor.accountId, id: BigInt(messageId) } },
      }),
    ).rejects.toThrow()
    await expect(schedule(ctx, mailingId)).rejects.toMatchObject({ code: 'conflict' })
    await unscheduleMailing(ctx, { mailingId })
    expect(await getMailing(ctx, mailingId)).toMatchObject({ status: 'draft', scheduledAt: null })
    expect([await holdersOf(ctx, 'block'), await holdersOf(ctx, 'target')]).toEqual([[], []])
    await expect(unscheduleMailing(ctx, { mailingId })).rejects.toMatchObject({ code: 'conflict' })
    await schedule(ctx, mailingId)
    await deleteMailing(ctx, { mailingId })
    expect(await holdersOf(ctx, 'target')).toEqual([])
  })

  test('names every problem with its step, and changes nothing', async () => {
    const ctx = await newAccount()
    await createPermission(ctx, { name: 'Product news' })
    const { id: mailingId } = await createMailing(ctx, { name: 'Empty', folderId: null })
    const refusal = scheduleMailing(ctx, {
      mailingId,
      revision: 1,
      at: new Date(Date.now() - 1).toISOString(),
    })
    await expect(refusal).rejects.toMatchObject({
      code: 'invalid',
      field: 'message',
      details: {
        problems: ['message', 'target-group', 'target-group', 'settings', 'settings', 'schedule'].map(
          (step) => ({
            step,
          }),
        ),
      },
    })
    expect(await getMailing(ctx, mailingId)).toMatchObject({ status: 'draft', revision: 1 })
    expect(await jobsOf(ctx, mailingId)).toEqual([])
  })

  test.each([
    [
      'a message that is not final',
      'message',
      async (ctx: Context) => ({ messageId: await newMessage(ctx, { status: 'proof' }) }),
    ],
    [
      'a list of another account',
      'target-group',
      async () => ({
        target: { kind: 'dynamic-list' as const, listId: await newAudienceList(await newAccount()) },
      }),
    ],
    [
      'a dynamic list as a static one',
      'target-group',
      async (ctx: Context) => ({
        target: { kind: 'static-list' as const, listId: await newAudienceList(ctx) },
      }),
    ],
    [
      'an earlier mailing of another account',
      'target-group',
      async () => ({
        target: { kind: 'not-opened' as const, mailingId: await startedMailing(await newAccount()) },
      }),
    ],
    [
      'an automailer to who did not open',
      'settings',
      async (ctx: Context) => ({
        target: { kind: 'not-opened' as const, mailingId: await startedMailing(ctx) },
        periodHours: 1,
      }),
    ],
  ])('is refused with %s', async (_name, step, optionsOf) => {
    const ctx = await newAccount()
    const mailingId = await readyMailing(ctx, await optionsOf(ctx))
    const refusal = { code: 'invalid', details: { problems: [{ step }] } }
    await expect(schedule(ctx, mailingId)).rejects.toMatchObject(refusal)
  })

  test('is for a moment to come within a year', async () => {
    const ctx = await newAccount()
    const mailingId = await readyMailing(ctx)
    for (const at of [new Date(Date.now() - 1_000), new Date(Date.now() + 366 * dayMs)]) {
      await expect(schedule(ctx, mailingId, at)).rejects.toMatchObject({ field: 'schedule' })
    }
    await schedule(ctx, mailingId, new Date(Date.now() + 364 * dayMs))
  })

  test('needs what was looked at: a draft saved meanwhile is refused', async () => {
    const ctx = await newAccount()
    const mailingId = await readyMailing(ctx)
    const { revision } = await getMailing(ctx, mailingId)
    await renameMailing(ctx, { mailingId, name: 'Other' })
    const stale = scheduleMailing(ctx, { mailingId, revision, at: null })
    await expect(stale).rejects.toMatchObject({ code: 'conflict' })
  })

  test('goes to a static list, or to those who did not open, and holds the permission', async () => {
    const ctx = await newAccount()
    const { bit } = await createPermission(ctx, { name: 'Product news' })
    const { id } = await createStaticList(
      { ...ctx, actor: (await asUser(ctx, 'owner')).actor },
      { name: 'Fair' },
    )
    const toList = await scheduledMailing(ctx, {
      target: { kind: 'static-list', listId: Number(id) },
      permission: bit,
    })
    await expect(deletePermission(ctx, { bit })).rejects.toThrow()
    await unscheduleMailing(ctx, { mailingId: toList })
    await deletePermission(ctx, { bit })
    const earlier = await startedMailing(ctx, { name: 'Earlier' })
    const again = await scheduledMailing(ctx, { target: { kind: 'not-opened', mailingId: earlier } })
    expect(await getMailing(ctx, again)).toMatchObject({
      targetGroup: { kind: 'not-opened', name: 'Earlier' },
    })
  })

  test('is for editors of the account', async () => {
    const ctx = await newAccount({ role: 'owner' })
    const mailingId = await readyMailing(ctx)
    const viewer = await asUser(ctx, 'viewer')
    await expect(schedule(viewer, mailingId)).rejects.toMatchObject({ code: 'forbidden' })
    const theirs = await newAccount({ role: 'owner' })
    const foreign = scheduleMailing(theirs, { mailingId, revision: 4, at: null })
    await expect(foreign).rejects.toMatchObject({ code: 'not_found' })
    await schedule(ctx, mailingId)
    for (const verb of [unscheduleMailing, deleteMailing]) {
      await expect(verb(viewer, { mailingId })).rejects.toMatchObject({ code: 'forbidden' })
      await expect(verb(theirs, { mailingId })).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

describe('while it is sent', () => {
  test('a mailing is paused, resumed and cancelled, and its automailer with it', async () => {
    const ctx = await newAccount()
    const mailingId = await startedMailing(ctx, { periodHours: 24 })
    await expect(resumeMailing(ctx, { mailingId })).rejects.toMatchObject({ code: 'conflict' })
    await pauseMailing(ctx, { mailingId })
    await expect(pauseMailing(ctx, { mailingId })).rejects.toMatchObject({ code: 'conflict' })
    await resumeMailing(ctx, { mailingId })
    expect(await jobsOf(ctx, mailingId)).toHaveLength(1)
    await cancelMailing(ctx, { mailingId })
    expect(await getMailing(ctx, mailingId)).toMatchObject({
      status: 'cancelled',
      finishedAt: expect.any(String),
      automailer: { status: 'cancelled' },
    })
    await expect(cancelMailing(ctx, { mailingId })).rejects.toMatchObject({ code: 'conflict' })
    const draft = await readyMailing(ctx)
    for (const verb of [pauseMailing, resumeMailing, cancelMailing]) {
      await expect(verb(ctx, { mailingId: draft })).rejects.toMatchObject({ code: 'conflict' })
      await expect(verb(await asUser(ctx, 'viewer'), { mailingId })).rejects.toMatchObject({
        code: 'forbidden',
      })
      await expect(verb(await newAccount(), { mailingId })).rejects.toMatchObject({ code: 'not_found' })
    }
  })
})

test('an audience deleted while a mailing to it is scheduled: one of the two happens, 200 times', async () => {
  const ctx = await newAccount()
  const messageId = await newMessage(ctx)
  const outcomes = { scheduled: 0, deleted: 0 }
  for (let n = 0; n < 200; n++) {
    const externalId = `race-${n}`
    const racing = await readyMailing(ctx, {
      messageId,
      target: { kind: 'dynamic-list', listId: await newAudienceList(ctx, externalId) },
    })
    const { revision } = await getMailing(ctx, racing)
    // Scheduling has more to do before it holds the audience: by a head start that varies, each wins sometimes.
    const deleting = async () => {
      await setTimeout(n % 12)
      await deleteAudience(ctx, externalId)
    }
    const [scheduling, removing] = await Promise.allSettled([
      scheduleMailing(ctx, { mailingId: racing, revision, at: null }),
      deleting(),
    ])
    const left = await ctx.db.audience.count({ where: { accountId: ctx.actor.accountId, externalId } })
    const holds = await ctx.db.listHold.count({
      where: { accountId: ctx.actor.accountId, kind: 'mailing', holderId: BigInt(racing) },
    })
    const { status } = await getMailing(ctx, racing)
    if (scheduling.status === 'fulfilled') {
      expect(removing).toMatchObject({ status: 'rejected', reason: { code: 'in_use' } })
      expect([left, holds, status]).toEqual([1, 1, 'scheduled'])
      outcomes.scheduled++
      await deleteMailing(ctx, { mailingId: racing })
      await deleteAudience(ctx, externalId)
    } else {
      expect(removing.status).toBe('fulfilled')
      expect(['invalid', 'conflict']).toContain(scheduling.reason.code)
      expect([left, holds, status]).toEqual([0, 0, 'draft'])
      outcomes.deleted++
      await deleteMailing(ctx, { mailingId: racing })
    }
  }
  expect(outcomes.scheduled + outcomes.deleted).toBe(200)
  expect(Math.min(outcomes.scheduled, outcomes.deleted)).toBeGreaterThan(0)
}, 120_000)

test('a draft saved while it is scheduled: one of the two is refused', async () => {
  const ctx = await newAccount()
  const mailingId = await readyMailing(ctx)
  const { revision } = await getMailing(ctx, mailingId)
  const settings = {
    senderName: '',
    senderEmail: '',
    subject: '',
    folderId: null,
    tracks: true,
    periodHours: null,
  }
  const outcomes = await Promise.allSettled([
    scheduleMailing(ctx, { mailingId, revision, at: null }),
    saveSendingStep(ctx, { mailingId, revision, settings }),
  ])
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})
