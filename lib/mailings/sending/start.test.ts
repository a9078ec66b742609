import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createRuleList } from '@/lib/dynamic-lists/commands/rule-lists'
import { overrideEnv } from '@/lib/platform/env'
import { pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { dueMailing, mailingOf, newRecipients } from '@/lib/testing/due-mailings'
import { startDue } from './start'

testDatabase()
overrideEnv({ SMTP_URL: 'smtp://127.0.0.1:1', APP_URL: 'https://mail.shop.example' })

/** Who is a recipient of which run, in which status and with which bits, by external id. */
async function recipients(ctx: Context, mailingId: bigint): Promise<Record<string, string>> {
  const { rows } = await pool().query(
    `select c.external_id as id, r.run || ' ' || r.status || ' ' || r.lists as what from mailing_recipient r
     join contact c on c.account_id = r.account_id and c.id = r.contact_id
     where r.account_id = $1 and r.mailing_id = $2`,
    [ctx.actor.accountId, mailingId],
  )
  return Object.fromEntries(rows.map(({ id, what }) => [id, what]))
}

const change = (ctx: Context, sql: string, ...values: unknown[]) =>
  pool().query(sql, [ctx.actor.accountId, ...values])

async function newStatic(ctx: Context, name: string, ids: string[]): Promise<number> {
  const { rows } = await change(
    ctx,
    `with l as (insert into list (account_id, kind, name, name_key) values ($1, 'static', $2, $2) returning id),
     s as (insert into static_list (account_id, id, member_count) select $1, id, 0 from l)
     select id from l`,
    name,
  )
  await change(
    ctx,
    `insert into static_member (account_id, list_id, contact_id)
     select $1, $2, id from contact where account_id = $1 and external_id = any($3)`,
    rows[0].id,
    ids,
  )
  return rows[0].id
}

const heldBy = async (ctx: Context, kind: string) =>
  (await ctx.db.listHold.findMany({ where: { accountId: ctx.actor.accountId, kind } })).map(
    ({ listId }) => listId,
  )

/** c2 is inactive, c3 has no address, c4 has withdrawn the permission, c5 was erased. */
async function fiveInNeed(ctx: Context): Promise<number> {
  const listId = await newRecipients(ctx, 6)
  await change(ctx, "update contact set status = 'inactive' where account_id = $1 and external_id = 'c2'")
  await change(
    ctx,
    "update contact set email = null, email_key = '' where account_id = $1 and external_id = 'c3'",
  )
  await change(
    ctx,
    `update contact_permission set granted = false where account_id = $1
       and contact_id = (select id from contact where account_id = $1 and external_id = 'c4')`,
  )
  await change(
    ctx,
    "update contact set email = null, email_key = '', properties = '{}', erased_at = now() where account_id = $1 and external_id = 'c5'",
  )
  return listId
}

test('those of the target group who can be mailed and hold the permission are fixed, and the list is free again', async () => {
  const ctx = await newAccount()
  const listId = await fiveInNeed(ctx)
  const mailingId = await dueMailing(ctx, { listId })
  expect(await startDue(ctx)).toBe(1)
  expect(await recipients(ctx, mailingId)).toEqual({ c1: '1 queued 0', c6: '1 queued 0' })
  expect(await mailingOf(ctx, mailingId)).toMatchObject({
    ...{ status: 'sending', recipientCount: 2n, targetName: 'Everybody', permissionName: 'Newsletter' },
    content: { subject: 'Spring, {{firstName|you}}' },
  })
  expect(await heldBy(ctx, 'mailing')).toEqual([])
  const links = await ctx.db.mailingLink.findMany({ where: { mailingId } })
  expect(links.map(({ number, url }) => [number, url])).toEqual([[0, 'https://shop.example/spring']])
  expect(await startDue(ctx)).toBe(0)
})

test('without a permission the others who can be mailed are recipients too', async () => {
  const ctx = await newAccount()
  const mailingId = await dueMailing(ctx, { listId: await fiveInNeed(ctx), permissionBit: null })
  await startDue(ctx)
  expect(Object.keys(await recipients(ctx, mailingId)).sort()).toEqual(['c1', 'c4', 'c6'])
})

test('whose moment has not come, or who could not start a moment ago, waits', async () => {
  let now = new Date('2026-03-01T12:00:00Z')
  const ctx = await newAccount({ now: () => now })
  const listId = await newRecipients(ctx, 1)
  const later = new Date(now.getTime() + 1_000)
  const mailingId = await dueMailing(ctx, { listId, scheduledAt: later })
  expect(await startDue(ctx)).toBe(0)
  now = later
  await ctx.db
    .$executeRaw`update message set content = '{"content": 7}' where account_id = ${ctx.actor.accountId}`
  expect(await startDue(ctx)).toBe(0)
  expect(await mailingOf(ctx, mailingId)).toMatchObject({
    status: 'scheduled',
    problem: /could not be started/,
  })
  const content = JSON.stringify({ root: {}, content: [] })
  await ctx.db
    .$executeRaw`update message set content = ${content}::jsonb where account_id = ${ctx.actor.accountId}`
  expect(await startDue(ctx)).toBe(0)
  now = new Date(now.getTime() + 60_000)
  expect(await startDue(ctx)).toBe(1)
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ status: 'sending', problem: null, retryAt: null })
})

test('each recipient keeps the lists of the dynamic content blocks they were in', async () => {
  const ctx = await newAccount()
  const listId = await newRecipients(ctx, 4)
  const even = await newStatic(ctx, 'even', ['c2', 'c4'])
  const { id: ann3 } = await createRuleList(ctx, {
    ...{ name: 'Ann 3', folderId: null },
    rules: {
      selections: [
        {
          refinements: [
            {
              on: 'property',
              property: 'firstName',
              test: { type: 'text', op: 'one-of', values: ['Ann 3', 'Ann 4'] },
            },
          ],
        },
      ],
      exclusions: [],
    },
  })
  const block = (id: string, listId: number) => ({
    type: 'Dynamic' as const,
    props: { id, listId, listName: '', listKind: 'rules' as const, content: [], otherwise: [] },
  })
  const mailingId = await dueMailing(ctx, { listId, blocks: [block('a', even), block('b', Number(ann3))] })
  await startDue(ctx)
  expect(await recipients(ctx, mailingId)).toEqual({
    ...{ c1: '1 queued 0', c2: '1 queued 1', c3: '1 queued 2', c4: '1 queued 3' },
  })
})

test('two that start at once start each mailing once', async () => {
  const ctx = await newAccount()
  const listId = await newRecipients(ctx, 50)
  const mailings = []
  for (let n = 0; n < 4; n++) mailings.push(await dueMailing(ctx, { listId }))
  const started = await Promise.all([startDue(ctx), startDue(ctx)])
  expect(started[0] + started[1]).toBe(4)
  for (const id of mailings)
    expect(await mailingOf(ctx, id)).toMatchObject({ recipientCount: 50n, problem: null })
})

test('an automailer goes to those who joined since, and its lists stay until then', async () => {
  let now = new Date('2026-03-01T12:00:00Z')
  const ctx = await newAccount({ now: () => now })
  const listId = await fiveInNeed(ctx)
  const mailingId = await dueMailing(ctx, { listId, scheduledAt: now, automailerHours: 2 })
  await startDue(ctx)
  expect(await recipients(ctx, mailingId)).toEqual({
    ...{ c1: '1 queued 0', c2: '1 passed 0', c3: '1 passed 0', c4: '1 passed 0', c6: '1 queued 0' },
  })
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ recipientCount: 2n })
  expect([await heldBy(ctx, 'mailing'), await heldBy(ctx, 'automailer')]).toEqual([[], [listId]])
  const due = new Date(now.getTime() + 2 * 3_600_000)
  const automailer = () => ctx.db.automailer.findFirstOrThrow({ where: { mailingId } })
  expect(await automailer()).toMatchObject({ status: 'planned', plannedAt: due })

  // c2 can be mailed by now, but was in the target group then; c7 joins.
  await change(ctx, "update contact set status = 'active' where account_id = $1")
  await change(
    ctx,
    `with c as (
       insert into contact (account_id, external_id, email, email_key) values ($1, 'c7', 'c7@x.nl', 'c7@x.nl') returning id),
     p as (
       insert into contact_permission (account_id, permission_id, contact_id, granted, source)
       select $1, p.id, c.id, true, 'test' from c, permission p where p.account_id = $1 and p.bit = 1)
     insert into static_member (account_id, list_id, contact_id) select $1, $2, id from c`,
    listId,
  )
  now = due
  expect(await startDue(ctx), 'while the mailing itself is under way').toBe(0)
  await change(ctx, "update mailing set status = 'sent', finished_at = now() where account_id = $1")
  expect(await startDue(ctx)).toBe(1)
  expect(await recipients(ctx, mailingId)).toMatchObject({ c2: '1 passed 0', c7: '2 queued 0' })
  expect(await automailer()).toMatchObject({ status: 'sending', recipientCount: 1n })
  expect(await heldBy(ctx, 'automailer')).toEqual([])
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ recipientCount: 2n, status: 'sent' })
})

test('those who did not open an earlier mailing are those who got it and did not open it', async () => {
  const ctx = await newAccount()
  const listId = await newRecipients(ctx, 3)
  const earlier = await dueMailing(ctx, { listId })
  await startDue(ctx)
  await change(
    ctx,
    `update mailing_recipient r set status = case c.external_id when 'c3' then 'failed' else 'sent' end,
       opened_at = case c.external_id when 'c1' then now() end
     from contact c where r.account_id = $1 and c.account_id = $1 and c.id = r.contact_id`,
  )
  const data = { targetKind: 'not-opened', targetMailingId: earlier }
  const mailingId = await dueMailing(ctx, { listId, data })
  await startDue(ctx)
  expect(Object.keys(await recipients(ctx, mailingId))).toEqual(['c2'])
})
