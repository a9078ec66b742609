import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { getAudience } from '@/lib/audiences/queries/audiences'
import { exportMembers, listMembers } from '@/lib/audiences/queries/members'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { listChanges, listRejections, listSyncs } from '../queries/syncs'
import { SyncOptions } from '../schema'
import { addContacts, emptyAudience, removeContacts } from './change-members'
import { runSync } from './run-sync'

testDatabase()

const firstPage = { limit: 1_000 }

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

async function withContacts(count: number, ctx?: Context): Promise<Context> {
  const context = ctx ?? (await newAccount())
  await context.db.$executeRaw`
    insert into contact (account_id, external_id, email, email_key)
    select ${context.actor.accountId}, 'c' || n, 'c' || n || '@shop.example', 'c' || n || '@shop.example'
    from generate_series(1, ${count}::int) n`
  await createAudience(context, { externalId: 'vip', name: 'VIP' })
  return context
}

type Sent = { mode: string; unknown?: string; dryRun?: string; contentType?: string }

function sync(ctx: Context, body: string, { contentType = 'text/plain', ...options }: Sent) {
  return runSync(ctx, 'vip', SyncOptions.parse(options), { stream: bytes(body), contentType })
}

async function membersOf(ctx: Context): Promise<string[]> {
  const { rows } = await listMembers(ctx, 'vip', {}, firstPage)
  return rows.map((row) => row.externalId)
}

async function expectConsistent(ctx: Context): Promise<void> {
  const [row] = await ctx.db.$queryRaw<{ kept: number; counted: number; revision: number; last: number }[]>`
    select a.member_count::int as kept, a.revision,
      (select count(*)::int from member m where m.account_id = a.account_id and m.audience_id = a.id) as counted,
      (select coalesce(max(revision), 0)::int from sync s where s.account_id = a.account_id and s.audience_id = a.id) as last
    from audience a where a.account_id = ${ctx.actor.accountId} and a.external_id = 'vip'`
  expect(row?.kept).toBe(row?.counted)
  expect(row?.revision).toBe(row?.last)
}

/** Who PostgreSQL knows to be in, of the most common audiences; null before it has looked. */
async function knownAudiences(ctx: Context): Promise<string | null> {
  const rows = await ctx.db.$queryRaw<{ known: string }[]>`
    select most_common_vals::text as known from pg_stats where tablename = 'member' and attname = 'audience_id'`
  return rows[0]?.known ?? null
}

describe('runSync', () => {
  test('a large audience can be planned for at once, and a preview of one changes nothing', async () => {
    const ctx = await withContacts(20_000)
    const ids = Array.from({ length: 20_000 }, (_, at) => `c${at + 1}`).join('\n')
    const before = await knownAudiences(ctx)
    await sync(ctx, ids, { mode: 'replace', dryRun: 'true' })
    expect(await knownAudiences(ctx)).toBe(before)
    await sync(ctx, ids, { mode: 'replace' })
    const [audience] = await ctx.db.$queryRaw<{ id: number }[]>`
      select id::int from audience where account_id = ${ctx.actor.accountId}`
    expect(await knownAudiences(ctx)).toBe(`{${audience?.id}}`)
  })

  test('replaces the membership and counts who joined, left and stayed', async () => {
    const ctx = await withContacts(6)
    const first = await sync(ctx, 'c1\nc2\nc3\nc3\nnobody\n', { mode: 'replace' })
    expect(first).toMatchObject({
      status: 'done',
      received: 5,
      duplicates: 1,
      unknown: 1,
      added: 3,
      removed: 0,
      unchanged: 0,
      membersBefore: 0,
      membersAfter: 3,
      rejections: 1,
    })
    const second = await sync(ctx, 'c3\nc4\nc5', { mode: 'replace' })
    expect(second).toMatchObject({ added: 2, removed: 2, unchanged: 1, membersBefore: 3, membersAfter: 3 })
    expect(await membersOf(ctx)).toEqual(['c3', 'c4', 'c5'])

    const changes = await listChanges(ctx, second.id, firstPage)
    expect(changes.rows.map((row) => `${row.change} ${row.externalId}`)).toEqual([
      'left c1',
      'left c2',
      'joined c4',
      'joined c5',
    ])
    expect((await listChanges(ctx, first.id, firstPage)).rows).toHaveLength(3)
    expect((await listRejections(ctx, first.id, firstPage)).rows).toEqual([
      { part: 1, line: 5, value: 'nobody', reason: 'There is no contact with this id.' },
    ])
    await expectConsistent(ctx)
  })

  test('the same body twice changes nothing the second time', async () => {
    const ctx = await withContacts(3)
    await sync(ctx, 'c1\nc2', { mode: 'replace' })
    const again = await sync(ctx, 'c1\nc2', { mode: 'replace' })
    expect(again).toMatchObject({ added: 0, removed: 0, unchanged: 2, membersBefore: 2, membersAfter: 2 })
    await expectConsistent(ctx)
  })

  test('in mode delta the last row of an id wins', async () => {
    const ctx = await withContacts(4)
    await sync(ctx, 'c1\nc2', { mode: 'add' })
    const rows = [
      { id: 'c1', op: 'remove' },
      { id: 'c3', op: 'add' },
      { id: 'c1', op: 'add' },
      { id: 'c2', op: 'add' },
      { id: 'c2', op: 'remove' },
    ]
    const body = rows.map((row) => JSON.stringify(row)).join('\n')
    const result = await sync(ctx, body, { mode: 'delta', contentType: 'application/x-ndjson' })
    expect(result).toMatchObject({
      received: 5,
      duplicates: 2,
      added: 1,
      removed: 1,
      unchanged: 1,
      unknown: 0,
    })
    expect(await membersOf(ctx)).toEqual(['c1', 'c3'])
    await expectConsistent(ctx)
  })

  test('a dry run says what would happen and changes nothing', async () => {
    const ctx = await withContacts(4)
    await sync(ctx, 'c1\nc2', { mode: 'add' })
    const csv = 'id,email\nc2,\nnew,new@shop.example\nbad,nonsense\n'
    const preview = await sync(ctx, csv, {
      mode: 'replace',
      dryRun: 'true',
      unknown: 'create',
      contentType: 'text/csv',
    })
    expect(preview).toMatchObject({
      status: 'done',
      dryRun: true,
      received: 3,
      created: 1,
      added: 1,
      removed: 1,
      unchanged: 1,
      unknown: 1,
      membersBefore: 2,
      membersAfter: 2,
    })
    expect(await membersOf(ctx)).toEqual(['c1', 'c2'])
    expect(await ctx.db.contact.count({ where: { accountId: ctx.actor.accountId } })).toBe(4)
    expect((await listRejections(ctx, preview.id, firstPage)).rows).toHaveLength(1)
    await expectConsistent(ctx)
  })

  test('makes contacts of unknown ids that carry an e-mail address, when asked to', async () => {
    const ctx = await withContacts(1)
    const csv = 'id,email\nc1,\nnew,New@shop.example\nbare,\nbad,nonsense\n'
    const result = await sync(ctx, csv, { mode: 'add', unknown: 'create', contentType: 'text/csv' })
    expect(result).toMatchObject({ received: 4, created: 1, added: 2, unknown: 2, rejections: 2 })
    const made = await ctx.db.contact.findFirstOrThrow({
      where: { accountId: ctx.actor.accountId, externalId: 'new' },
    })
    expect(made).toMatchObject({ email: 'New@shop.example', emailKey: 'new@shop.example', status: 'active' })
  })

  test('refuses the whole sync for one unknown id under unknown=reject, and keeps the reason', async () => {
    const ctx = await withContacts(2)
    const refused = sync(ctx, 'c1\nnobody', { mode: 'add', unknown: 'reject' })
    await expect(refused).rejects.toMatchObject({ code: 'unprocessable' })
    expect(await membersOf(ctx)).toEqual([])
    const [failed] = (await listSyncs(ctx, { audienceId: 'vip' }, firstPage)).rows
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'unprocessable' }, rejections: 1 })
    expect((await listRejections(ctx, failed?.id ?? '', firstPage)).rows[0]).toMatchObject({
      value: 'nobody',
    })
  })

  test.each([
    ['an empty body', ''],
    ['a body whose ids nobody has', 'x\ny\n'],
  ])('%s never empties an audience', async (_, body) => {
    const ctx = await withContacts(2)
    await sync(ctx, 'c1\nc2', { mode: 'add' })
    await expect(sync(ctx, body, { mode: 'replace' })).rejects.toMatchObject({
      code: expect.stringMatching(/invalid|unprocessable/),
    })
    expect(await membersOf(ctx)).toEqual(['c1', 'c2'])
    await expectConsistent(ctx)
  })

  test('a body that breaks off leaves a failed sync and the audience as it was', async () => {
    const ctx = await withContacts(2)
    async function* broken(): AsyncGenerator<Uint8Array> {
      yield* bytes('c1\n')
      throw new Error('the client went away')
    }
    const options = SyncOptions.parse({ mode: 'replace' })
    const run = runSync(ctx, 'vip', options, { stream: broken(), contentType: 'text/plain' })
    await expect(run).rejects.toThrow('the client went away')
    const [failed] = (await listSyncs(ctx, { audienceId: 'vip' }, firstPage)).rows
    expect(failed).toMatchObject({ status: 'failed', problem: { code: 'interrupted' } })
    expect(await membersOf(ctx)).toEqual([])
  })

  test('two replaces at once end in one of the two, never in a mix', async () => {
    const ctx = await withContacts(2_000)
    const ids = (from: number) => Array.from({ length: 1_000 }, (_, n) => `c${from + n}`).join('\n')
    const results = await Promise.all([
      sync(ctx, ids(1), { mode: 'replace' }),
      sync(ctx, ids(1_001), { mode: 'replace' }),
    ])
    expect(results.every((result) => result.membersAfter === 1_000)).toBe(true)
    const members = await membersOf(ctx)
    expect(new Set(members.map((id) => Number(id.slice(1)) > 1_000)).size).toBe(1)
    await expectConsistent(ctx)
  })

  test('ids with tabs, backslashes and any script pass through unharmed', async () => {
    const ctx = await withContacts(0)
    const odd = ['a\\b', '\\.', '\\N', 'a/b%2F "c"', '東京', 'مرحبا', '🦊']
    await ctx.db.contact.createMany({
      data: odd.map((externalId) => ({ accountId: ctx.actor.accountId, externalId })),
    })
    const result = await sync(ctx, JSON.stringify(odd), { mode: 'replace', contentType: 'application/json' })
    expect(result).toMatchObject({ added: odd.length, unknown: 0 })
    expect((await membersOf(ctx)).sort()).toEqual([...odd].sort())
  })

  test('the export neutralises what a spreadsheet would run', async () => {
    const ctx = await withContacts(0)
    await ctx.db.contact.create({
      data: { accountId: ctx.actor.accountId, externalId: "=cmd|'/c calc'!A1" },
    })
    await sync(ctx, "=cmd|'/c calc'!A1", { mode: 'add' })
    let csv = ''
    for await (const chunk of await exportMembers(ctx, 'vip', 'csv')) csv += chunk.toString()
    expect(csv).toBe("id,email,status\n'=cmd|'/c calc'!A1,,active\n")
  })

  test('an export holds the members of the moment it began, less who is erased before their row goes out', async () => {
    const ctx = await withContacts(30_000)
    const all = Array.from({ length: 30_000 }, (_, n) => `c${n + 1}`)
    await sync(ctx, all.join('\n'), { mode: 'replace' })
    const rows = await exportMembers(ctx, 'vip', 'csv')
    let csv: string = (await rows.next()).value?.toString() ?? ''
    expect(csv).not.toContain('c29000,')
    await eraseContact(ctx, 'c29000')
    await sync(ctx, 'c1', { mode: 'remove' })
    await sleep(300)
    for await (const chunk of rows) csv += chunk.toString()
    const ids = csv.split('\n').map((line) => line.split(',')[0])
    expect(ids).toEqual(['id', ...all.filter((id) => id !== 'c29000'), ''])
  })

  test("another account's audience and contacts are out of reach", async () => {
    const theirs = await withContacts(3)
    const ours = await newAccount()
    await expect(sync(ours, 'c1', { mode: 'add' })).rejects.toMatchObject({ code: 'not_found' })
    await createAudience(ours, { externalId: 'vip', name: 'VIP' })
    expect(await sync(ours, 'c1', { mode: 'add' })).toMatchObject({ added: 0, unknown: 1 })
    const [sent] = (await listSyncs(ours, {}, firstPage)).rows
    await expect(listChanges(theirs, sent?.id ?? '', firstPage)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('needs the scope, and a product with audiences', async () => {
    const reader = await newAccount({ scopes: ['audiences:read'] })
    await expect(sync(reader, 'c1', { mode: 'add' })).rejects.toMatchObject({ code: 'forbidden' })
    const mail = await newAccount({ product: 'mail' })
    await expect(sync(mail, 'c1', { mode: 'add' })).rejects.toMatchObject({ code: 'product' })
  })
})

describe('addContacts, removeContacts, emptyAudience', () => {
  test('one unknown id adds nobody, is listed, and is in the history', async () => {
    const ctx = await withContacts(2)
    const tooLong = 'x'.repeat(256)
    const adding = addContacts(ctx, 'vip', ['c1', 'nobody', 'c2', 'a\0b', tooLong, 'nobody'])
    await expect(adding).rejects.toMatchObject({
      code: 'contacts_not_found',
      details: { externalContactIds: ['a\0b', tooLong, 'nobody'] },
    })
    expect(await membersOf(ctx)).toEqual([])
    const [failed] = (await listSyncs(ctx, { audienceId: 'vip' }, firstPage)).rows
    expect(failed).toMatchObject({ status: 'failed', received: 6, duplicates: 1, unknown: 3, rejections: 3 })
    await expectConsistent(ctx)
  })

  test('adds, adds again, removes and empties, with exact counts and dates', async () => {
    const ctx = await withContacts(5)
    expect(await addContacts(ctx, 'vip', ['c1', 'c2', 'c1'])).toEqual({ added: 2, removed: 0, unchanged: 0 })
    expect(await addContacts(ctx, 'vip', ['c2', 'c3'])).toEqual({ added: 1, removed: 0, unchanged: 1 })
    expect(await removeContacts(ctx, 'vip', ['c1', 'c5', 'nobody'])).toEqual({
      added: 0,
      removed: 1,
      unchanged: 1,
    })
    const audience = await getAudience(ctx, 'vip')
    expect(audience).toMatchObject({ members: 2 })
    expect(audience.lastContactRemovedAt).not.toBeNull()
    expect(await emptyAudience(ctx, 'vip')).toEqual({ added: 0, removed: 2, unchanged: 0 })
    expect(await membersOf(ctx)).toEqual([])
    await expectConsistent(ctx)
  })

  test('fifty changes at once leave exact counts', async () => {
    const ctx = await withContacts(20)
    const changes = Array.from({ length: 50 }, (_, n) =>
      n % 3 === 0
        ? removeContacts(ctx, 'vip', [`c${(n % 20) + 1}`])
        : addContacts(ctx, 'vip', [`c${(n % 20) + 1}`, `c${((n + 7) % 20) + 1}`]),
    )
    await Promise.all(changes)
    await expectConsistent(ctx)
    const { rows } = await listSyncs(ctx, { audienceId: 'vip' }, firstPage)
    expect(rows).toHaveLength(50)
    for (const row of rows) expect(row.membersAfter).toBe((row.membersBefore ?? 0) + row.added - row.removed)
  })

  test('more than 2,500 ids are refused before anything happens', async () => {
    const ctx = await withContacts(1)
    const ids = Array.from({ length: 2_501 }, (_, n) => `c${n}`)
    await expect(addContacts(ctx, 'vip', ids)).rejects.toMatchObject({ code: 'too_large' })
  })
})
