import { expect, test } from 'vitest'
import { pool } from '@/lib/platform/pool'
import { testDatabase } from '@/lib/testing/database'
import { mailingOf, recipientCounts } from '@/lib/testing/due-mailings'
import { allOf, parallel, runSql, startedMailing, testSending } from '@/lib/testing/sending'

testDatabase()
const { sink, newSender, send, addresses } = testSending()

/** Does something once so many mails were taken, before the next is acknowledged. */
function after(count: number, what: () => Promise<unknown>): void {
  let begun: Promise<unknown> | undefined
  sink.answers(async ({ command }) => {
    if (command !== 'END' || sink.taken.length < count) return
    begun ??= what()
    await begun
  })
}

test('paused it hands no more over than was under way; resumed it goes on with the others', async () => {
  const { ctx, mailingId } = await startedMailing(40)
  after(10, () => runSql(ctx, "update mailing set status = 'paused' where account_id = $1"))
  expect(await send(ctx, mailingId)).toBe('done')
  const sent = sink.taken.length
  expect(sent).toBeGreaterThanOrEqual(10)
  expect(sent).toBeLessThanOrEqual(10 + parallel)
  expect(await recipientCounts(ctx, mailingId)).toEqual({ queued: 40 - sent, sent })
  expect(await send(ctx, mailingId)).toBe('done')
  expect(sink.taken).toHaveLength(sent)
  await runSql(ctx, "update mailing set status = 'sending' where account_id = $1")
  await send(ctx, mailingId)
  expect(addresses()).toEqual(allOf(40))
})

test('cancelled it stays so, and the others get nothing', async () => {
  const { ctx, mailingId } = await startedMailing(40)
  after(10, () =>
    runSql(ctx, "update mailing set status = 'cancelled', finished_at = now() where account_id = $1"),
  )
  await send(ctx, mailingId)
  const sent = sink.taken.length
  expect(sent).toBeLessThanOrEqual(10 + parallel)
  expect(await recipientCounts(ctx, mailingId)).toEqual({ queued: 40 - sent, sent })
  await send(ctx, mailingId)
  expect([(await mailingOf(ctx, mailingId)).status, sink.taken.length]).toEqual(['cancelled', sent])
})

test('a worker that is to stop finishes what is under way', async () => {
  const stop = new AbortController()
  const { ctx, mailingId } = await startedMailing(40)
  after(10, async () => stop.abort())
  await send(ctx, mailingId, { sender: newSender({ stop: stop.signal }) })
  const counts = await recipientCounts(ctx, mailingId)
  expect(counts).toEqual({ queued: 40 - sink.taken.length, sent: sink.taken.length })
  expect(counts['queued']).toBeGreaterThan(0)
})

test('only one at a time sends a mailing', async () => {
  const { ctx, mailingId } = await startedMailing(40)
  const endings = await Promise.all([send(ctx, mailingId), send(ctx, mailingId), send(ctx, mailingId)])
  expect(endings.sort()).toEqual(['done', 'taken', 'taken'])
  expect(addresses()).toEqual(allOf(40))
})

test('with the connection lost nobody more is taken, and what was under way is written down', async () => {
  const { ctx, mailingId } = await startedMailing(40)
  after(10, () =>
    pool().query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'roster sending'",
    ),
  )
  await expect(send(ctx, mailingId)).rejects.toThrow(/terminat|connection/i)
  const sent = sink.taken.length
  expect(sent).toBeLessThanOrEqual(10 + parallel)
  expect(await recipientCounts(ctx, mailingId)).toEqual({ queued: 40 - sent, sent })
  await send(ctx, mailingId)
  expect(addresses()).toEqual(allOf(40))
})

test('what a worker left under way is unknown, and never repeated', async () => {
  const { ctx, mailingId } = await startedMailing(10)
  await runSql(
    ctx,
    `update mailing_recipient set status = 'sending', attempts = 1 where account_id = $1
       and contact_id in (select id from contact where account_id = $1 and external_id in ('c3', 'c4'))`,
  )
  await send(ctx, mailingId)
  expect(addresses()).toEqual(allOf(10).filter((to) => !/^c[34]@/.test(to)))
  expect(await recipientCounts(ctx, mailingId)).toEqual({ sent: 8, unknown: 2 })
  expect(await mailingOf(ctx, mailingId)).toMatchObject({ status: 'sent' })
})
