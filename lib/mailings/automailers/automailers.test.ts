import { expect, test } from 'vitest'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { readyMailing, startedMailing } from '@/lib/testing/mailings'
import { getMailing } from '../queries'
import { deleteAutomailer, editAutomailer, renameAutomailer } from './commands'
import { getAutomailer, listAutomailers } from './queries'

testDatabase()

const hourMs = 3_600_000
const automailerOf = async (...[ctx, mailingId]: Parameters<typeof getMailing>) =>
  (await getMailing(ctx, mailingId)).automailer?.id ?? ''

test('an automailer is viewed, renamed, edited and deleted while it waits', async () => {
  const ctx = await newAccount({ role: 'owner' })
  const mailingId = await readyMailing(ctx, { name: 'Spring', periodHours: 24 })
  const automailerId = await automailerOf(ctx, mailingId)
  expect(await getAutomailer(ctx, automailerId)).toMatchObject({
    ...{ name: 'Spring', status: 'waiting', periodHours: 24, plannedAt: null, recipients: 0 },
    mailing: { id: mailingId, name: 'Spring', status: 'draft' },
    targetGroup: { kind: 'dynamic-list', listKind: 'audience' },
  })
  await renameAutomailer(ctx, { automailerId, name: 'Spring again' })
  await editAutomailer(ctx, { automailerId, periodHours: 8_760 })
  expect(await getAutomailer(ctx, automailerId)).toMatchObject({ name: 'Spring again', periodHours: 8_760 })
  await deleteAutomailer(ctx, { automailerId })
  await expect(deleteAutomailer(ctx, { automailerId })).rejects.toMatchObject({ code: 'not_found' })
  expect((await getMailing(ctx, mailingId)).automailer).toBeNull()
})

test('one whose mailing has started is planned anew by its period, for a moment to come', async () => {
  const start = new Date('2026-05-18T09:00:00Z')
  const begun = await newAccount({ role: 'owner', now: start })
  const mailingId = await startedMailing(begun, { periodHours: 24 })
  const automailerId = await automailerOf(begun, mailingId)
  const ctx = { ...begun, now: () => new Date(start.getTime() + 10 * hourMs) }
  await expect(editAutomailer(ctx, { automailerId, periodHours: 10 })).rejects.toMatchObject({
    code: 'invalid',
    field: 'periodHours',
  })
  await editAutomailer(ctx, { automailerId, periodHours: 11 })
  const plannedAt = new Date(start.getTime() + 11 * hourMs)
  expect(await getAutomailer(ctx, automailerId)).toMatchObject({ plannedAt: plannedAt.toISOString() })
  const key = `mailings.send:${ctx.actor.accountId}:${mailingId}`
  expect(await ctx.db.$queryRaw`select run_at from graphile_worker.jobs where key = ${key}`).toEqual([
    { run_at: plannedAt },
  ])
  for (const status of ['sending', 'sent']) {
    const where = { accountId_id: { accountId: ctx.actor.accountId, id: BigInt(automailerId) } }
    await ctx.db.automailer.update({ where, data: { status } })
    await expect(deleteAutomailer(ctx, { automailerId })).rejects.toMatchObject({ code: 'conflict' })
    await expect(editAutomailer(ctx, { automailerId, periodHours: 30 })).rejects.toMatchObject({
      code: 'conflict',
    })
  }
})

test('automailers are listed, found and paged, and are the account’s own', async () => {
  const ctx = await newAccount({ role: 'owner' })
  for (const name of ['One', 'Two', 'Three']) await readyMailing(ctx, { name, periodHours: 1 })
  const sort = { field: 'name', direction: 'asc' } as const
  const first = await listAutomailers(ctx, { sort }, { limit: 2 })
  expect(first).toMatchObject({ total: 3, rows: [{ name: 'One' }, { name: 'Three' }] })
  const second = await listAutomailers(ctx, { sort }, { limit: 2, after: first.next ?? undefined })
  expect(second).toMatchObject({ rows: [{ name: 'Two' }], next: null })
  expect(await listAutomailers(ctx, { q: 'TW', status: 'waiting', sort }, { limit: 2 })).toMatchObject({
    total: 1,
  })
  expect(await listAutomailers(ctx, { status: 'sent', sort }, { limit: 2 })).toMatchObject({ total: 0 })
  for (const field of ['planned', 'recipients', 'created'] as const) {
    const { rows } = await listAutomailers(ctx, { sort: { field, direction: 'desc' } }, { limit: 5 })
    expect(rows).toHaveLength(3)
  }
  const automailerId = first.rows[0]?.id ?? ''
  const viewer = await asUser(ctx, 'viewer')
  const theirs = await newAccount({ role: 'owner' })
  for (const [by, code] of [
    [viewer, 'forbidden'],
    [theirs, 'not_found'],
  ] as const) {
    await expect(renameAutomailer(by, { automailerId, name: 'No' })).rejects.toMatchObject({ code })
    await expect(editAutomailer(by, { automailerId, periodHours: 2 })).rejects.toMatchObject({ code })
    await expect(deleteAutomailer(by, { automailerId })).rejects.toMatchObject({ code })
  }
  expect((await getAutomailer(viewer, automailerId)).name).toBe('One')
  await expect(getAutomailer(theirs, automailerId)).rejects.toMatchObject({ code: 'not_found' })
})
