import { afterEach } from 'vitest'
import type { Context } from '@/lib/access/context'
import { type Sender, sendMailing } from '@/lib/mailings/sending/engine'
import { Pace } from '@/lib/mailings/sending/pace'
import { startDue } from '@/lib/mailings/sending/start'
import { openTransport } from '@/lib/platform/mail/transport'
import { pool } from '@/lib/platform/pool'
import { newAccount } from './account'
import { dueMailing, newRecipients, systemOf } from './due-mailings'
import { testMailSink } from './mail-sink'

/** How many mails are under way at once in these tests. */
export const parallel = 5

type Started = { now?: () => Date; isService?: boolean; tracks?: boolean }

/** Sending as a worker does, to a sink, for the tests of a file. */
export function testSending() {
  const sink = testMailSink()
  const senders: Sender[] = []
  afterEach(() => {
    for (const { transport } of senders.splice(0)) transport.close()
  })
  const newSender = (options: { perSecond?: number; stop?: AbortSignal } = {}): Sender => {
    const { perSecond = 0, stop = new AbortController().signal } = options
    const transport = openTransport(sink.url(), parallel)
    const sender = { transport, pace: new Pace(perSecond), parallel: () => parallel, count: () => {}, stop }
    senders.push(sender)
    return sender
  }
  return {
    sink,
    newSender,
    send: (ctx: Context, mailingId: bigint, { sender = newSender(), failures = 0 } = {}) =>
      sendMailing(systemOf(ctx), mailingId, { sender, failures }),
    /** Those who were sent to, in order. */
    addresses: () => sink.taken.map(({ to }) => to).sort(),
  }
}

/** A mailing that has started, to so many contacts. */
export async function startedMailing(count: number, { now, ...data }: Started = {}) {
  const ctx = await newAccount(now ? { now } : {})
  const listId = await newRecipients(ctx, count)
  const mailingId = await dueMailing(ctx, { listId, data, scheduledAt: ctx.now() })
  await startDue(ctx)
  return { ctx, mailingId, listId }
}

/** The addresses of the first so many, in order. */
export const allOf = (count: number) =>
  Array.from({ length: count }, (_, n) => `c${n + 1}@example.com`).sort()

export const runSql = (ctx: Context, sql: string) => pool().query(sql, [ctx.actor.accountId])
