import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { toProblem } from '@/lib/api/problem'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { getAudience } from '@/lib/audiences/queries/audiences'
import { overrideEnv } from '@/lib/platform/env'
import { closePool, pool } from '@/lib/platform/pool'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { addContacts, removeContacts } from '../commands/change-members'
import { runSync } from '../commands/run-sync'
import { listSyncs } from '../queries/syncs'
import { SyncOptions } from '../schema'

testDatabase()

async function withMembers(): Promise<Context> {
  const ctx = await newAccount()
  await ctx.db.$executeRaw`
    insert into contact (account_id, external_id)
    select ${ctx.actor.accountId}, 'c' || n from generate_series(1, 20) n`
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  await send(ctx, text('c1\nc2\nc3\n'))
  return ctx
}

async function* text(...chunks: (string | (() => Promise<unknown>))[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) {
    if (typeof chunk === 'string') yield new TextEncoder().encode(chunk)
    else await chunk()
  }
}

const send = (ctx: Context, stream: AsyncIterable<Uint8Array>) =>
  runSync(ctx, 'vip', SyncOptions.parse({ mode: 'replace' }), { stream, contentType: 'text/plain' })

/** Ends the sessions that are in the middle of this, as a database that stops does. */
async function endSessions(where: string): Promise<void> {
  const ended = async () => {
    const { rowCount } = await pool().query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid() and ${where}`,
    )
    return rowCount
  }
  await expect.poll(ended).toBeGreaterThan(0)
}

const lost = 'The connection to the database was lost. Nothing changed; send it again.'

async function expectNothingChanged(ctx: Context, failure: Promise<unknown>): Promise<void> {
  const error = await failure.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  const answer = toProblem(error)
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5'])
  expect(await answer.json()).toMatchObject({ code: 'unavailable' })
  expect((await getAudience(ctx, 'vip')).members).toBe(3)
  const [latest] = (await listSyncs(ctx, {}, { limit: 1 })).rows
  expect(latest).toMatchObject({ status: 'failed', problem: { code: 'interrupted', detail: lost } })
  expect(await send(ctx, text('c1\nc2\nc3\nc4\n'))).toMatchObject({ status: 'done', added: 1 })
}

test('a connection lost in the middle of the body changes nothing, and the sender is told to come again', async () => {
  const ctx = await withMembers()
  const body = text(
    'c5\n'.repeat(30_000),
    () => endSessions("query like 'copy staged%'"),
    'c6\n'.repeat(30_000),
  )
  await expectNothingChanged(ctx, send(ctx, body))
})

test('so does one lost while the change is applied', async () => {
  const ctx = await withMembers()
  const holder = await pool().connect()
  await holder.query("begin; select 1 from audience where external_id = 'vip' for no key update")
  const sending = expectNothingChanged(ctx, send(ctx, text('c5\nc6\nc7\n')))
  await endSessions("wait_event_type = 'Lock' and query like 'select a.id, a.member_count%'")
  await holder.query('rollback')
  holder.release()
  await sending
})

test('a change that waits too long for another is told to come again, and changes nothing', async () => {
  const ctx = await withMembers()
  const holder = await pool().connect()
  await holder.query("begin; select 1 from audience where external_id = 'vip' for no key update")
  const refused = await removeContacts(ctx, 'vip', ['c1']).catch((error: unknown) => toProblem(error))
  await holder.query('rollback')
  holder.release()
  const answer = refused as Response
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([409, '5'])
  expect((await getAudience(ctx, 'vip')).members).toBe(3)
}, 60_000)

test('a change that takes the database longer than it may is stopped, says so, and changes nothing', async () => {
  const ctx = await withMembers()
  await pool().query(`
    create function dawdle() returns trigger language plpgsql as $$ begin perform pg_sleep(30); return new; end $$;
    create trigger dawdle before insert on member for each row execute function dawdle()`)
  await closePool()
  overrideEnv({ DATABASE_STATEMENT_TIMEOUT_MS: '1000' })
  const answers = await Promise.all(
    [['c5'], ['c5', 'c6']].map((ids) => addContacts(ctx, 'vip', ids).then(() => undefined, toProblem)),
  )
  await pool().query('drop function dawdle cascade')
  for (const answer of answers) {
    expect([answer?.status, answer?.headers.get('retry-after')]).toEqual([503, '30'])
    expect(await answer?.json()).toMatchObject({ detail: expect.stringContaining('longer than it may') })
  }
  expect((await getAudience(ctx, 'vip')).members).toBe(3)
  expect(await addContacts(ctx, 'vip', ['c5'])).toMatchObject({ added: 1 })
})
