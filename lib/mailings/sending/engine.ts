import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Context } from '@/lib/access/context'
import { env } from '@/lib/platform/env'
import { log, reportBug } from '@/lib/platform/log'
import type { Mail } from '@/lib/platform/mail/compose'
import type { Outcome } from '@/lib/platform/mail/outcome'
import type { MailTransport } from '@/lib/platform/mail/transport'
import { connectionConfig, pool } from '@/lib/platform/pool'
import { noteBounce } from '../bounces/note-bounce'
import {
  type Answered,
  finish,
  markLost,
  noteWait,
  record,
  type Sending,
  type SendingRow,
  selectLeft,
  selectSending,
  type TakenRow,
  takeTurn,
  tryLock,
} from './engine.sql'
import { type MailRecipient, mailWriter } from './mail'
import type { Pace } from './pace'
import { resultOf, retryAt } from './rules'

/** What a worker has for all that it sends. */
export type Sender = {
  transport: MailTransport
  pace: Pace
  /** How many mails of one mailing may be under way at once. */
  parallel: () => number
  /** Hears of each mail what became of it. */
  count: (outcome: MailOutcome, mails: number) => void
  /** Aborted when the worker is to stop: what is under way is finished. */
  stop: AbortSignal
}

export type MailOutcome = 'sent' | 'failed' | 'unknown'

/** How it ended: there is no more to do now; another worker has it; or the mail server was not reached. */
export type Ending = 'done' | 'taken' | 'not-reached'

const lostReason = 'The worker ended before the mail server had answered.'
/** Answers that came once the connection was lost are written down by another, tried so often, a second apart. */
const lateAttemptsMax = 30

/**
 * Sends what there is to send of a mailing, or of its automailer, until all of it went, it was paused or cancelled, or the mail
 * server was not reached, which it was not `failures` times before. One worker at a time: whoever holds the lock, by the
 * connection that each recipient is taken through, so that with the lock lost nobody more is taken.
 */
export async function sendMailing(
  ctx: Context,
  mailingId: bigint,
  { sender, failures }: { sender: Sender; failures: number },
): Promise<Ending> {
  const connection = new Client(connectionConfig(env().DATABASE_URL, 'sending'))
  // Should it be lost, the next statement says so.
  connection.on('error', () => {})
  await connection.connect()
  try {
    const sending = { connection, accountId: ctx.actor.accountId, mailingId }
    if (!(await tryLock(sending))) return 'taken'
    const lost = await markLost(sending, lostReason)
    if (lost > 0) {
      sender.count('unknown', lost)
      log().warn({ mailingId: String(mailingId), lost }, 'mails whose outcome is unknown')
    }
    const row = await selectSending(sending)
    if (!row) return 'done'
    const { write } = await mailWriter(ctx, {
      ...{ mailingId, content: row.content, timeZone: row.time_zone },
      ...{ sender: { name: row.sender_name, address: row.sender_email } },
      ...{ isService: row.is_service, tracks: row.tracks },
    })
    return await new Run({ ctx, sending, row, write, sender, failures }).go()
  } finally {
    await connection.end().catch(() => {})
  }
}

type RunOf = {
  ctx: Context
  sending: Sending
  row: SendingRow
  write: (recipient: MailRecipient) => Mail
  sender: Sender
  failures: number
}

class Run {
  private underWay = 0
  private answered: Answered[] = []
  /** Why no more are taken: the mail server was not reached. */
  private problem: string | undefined
  private reached = false
  /** They are taken in the order of their ids, and from the first again for those that wait for another attempt. */
  private after = '0'
  private wake = () => {}

  private readonly ctx: Context
  private readonly sending: Sending
  private readonly row: SendingRow
  private readonly write: (recipient: MailRecipient) => Mail
  private readonly sender: Sender
  private readonly failures: number

  constructor({ ctx, sending, row, write, sender, failures }: RunOf) {
    this.ctx = ctx
    this.sending = sending
    this.row = row
    this.write = write
    this.sender = sender
    this.failures = failures
  }

  async go(): Promise<Ending> {
    for (;;) {
      const room = this.room()
      const max = this.sender.pace.grant(room)
      const took = await this.turn(max)
      const isIdle = this.underWay === 0 && this.answered.length === 0
      if (isIdle && (room === 0 || (max > 0 && took === 0))) {
        const ending = await this.rest()
        if (ending) return ending
      } else await this.untilNext(max < room)
    }
  }

  private room(): number {
    if (this.problem !== undefined || this.sender.stop.aborted) return 0
    return Math.max(0, this.sender.parallel() - this.underWay)
  }

  /** Writes down what became of some, and hands others over. Answers how many were taken. */
  private async turn(max: number): Promise<number> {
    const answered = this.answered.splice(0)
    if (answered.length === 0 && max === 0) return 0
    const { after } = this
    const asked = { answered, max, after, permissionId: this.row.permission_id, now: this.ctx.now() }
    const taken = await takeTurn(this.sending, asked).catch((error) => this.recordLate(answered, error))
    const mailed = taken.filter(({ status }) => status === 'sending')
    this.sender.pace.giveBack(max - mailed.length)
    for (const each of taken) if (BigInt(each.contact_id) > BigInt(this.after)) this.after = each.contact_id
    for (const each of mailed) void this.handOver(each)
    await this.noteAnswers(answered)
    return taken.length
  }

  private async handOver(taken: TakenRow): Promise<void> {
    this.underWay++
    const outcome = await this.outcomeOf(taken)
    if (outcome.kind === 'not-reached') this.problem ??= outcome.reason
    const { contact_id: contactId, attempts } = taken
    this.answered.push({ contactId, attempts, ...resultOf(outcome, { attempts, now: this.ctx.now() }) })
    this.underWay--
    this.wake()
  }

  private async outcomeOf(taken: TakenRow): Promise<Outcome> {
    try {
      return await this.sender.transport.send(this.write(recipientOf(taken)))
    } catch (error) {
      return { kind: 'permanent', bounce: null, reason: `The mail could not be made (${reportBug(error)}).` }
    }
  }

  private async noteAnswers(answered: readonly Answered[]): Promise<void> {
    if (!this.reached && answered.some(({ counts }) => counts)) {
      this.reached = true
      await noteWait(this.sending, { problem: null, retryAt: null })
    }
    const { mailingId } = this.sending
    for (const { contactId, bounce, reason, status } of answered) {
      if (status !== 'queued') this.sender.count(status, 1)
      if (bounce === null) continue
      await noteBounce(this.ctx, { mailingId, contactId: BigInt(contactId), kind: bounce, reason })
    }
  }

  /** Until there is something to write down, or another may go by the pace. */
  private async untilNext(isPaced: boolean): Promise<void> {
    if (this.answered.length > 0) return
    const answer = this.underWay > 0 ? [new Promise<void>((done) => (this.wake = done))] : []
    const turn = isPaced ? [sleep(this.sender.pace.waitMs())] : []
    if (answer.length + turn.length > 0) await Promise.race([...answer, ...turn])
  }

  /** Nobody is under way and nobody more was taken: it is over, or waits, or those who were put off have their turn. */
  private async rest(): Promise<Ending | undefined> {
    const now = this.ctx.now()
    if (this.problem !== undefined) {
      const times = this.reached ? 1 : this.failures + 1
      await noteWait(this.sending, { problem: this.problem, retryAt: retryAt(times, now) })
      return 'not-reached'
    }
    if (this.sender.stop.aborted) return 'done'
    const left = await selectLeft(this.sending, now)
    if (!left.under_way) return 'done'
    if (left.due) {
      this.after = '0'
      return undefined
    }
    if (left.queued === '0') await finish(this.sending, now)
    else await noteWait(this.sending, { problem: putOff(left.queued), retryAt: left.next_at })
    return 'done'
  }

  /**
   * The connection was lost, and the lock with it. What the mail server has answered and will answer is written down all the
   * same; where nothing was handed over it is left to whoever has the lock next.
   */
  private async recordLate(answered: readonly Answered[], error: unknown): Promise<never> {
    while (this.underWay > 0) await new Promise<void>((done) => (this.wake = done))
    const late = [...answered, ...this.answered.splice(0)].filter(({ counts }) => counts)
    const sending = { ...this.sending, connection: pool() }
    for (let attempt = 1; late.length > 0; attempt++) {
      try {
        await record(sending, { answered: late, now: this.ctx.now() })
        break
      } catch (failed) {
        if (attempt === lateAttemptsMax) throw failed
        await sleep(1_000)
      }
    }
    throw error
  }
}

function recipientOf({ contact_id, lists, email, external_id, properties }: TakenRow): MailRecipient {
  return {
    ...{ contactId: BigInt(contact_id), lists: BigInt(lists), email, externalId: external_id },
    properties: properties as MailRecipient['properties'],
  }
}

function putOff(count: string): string {
  const who = count === '1' ? '1 recipient' : `${Number(count).toLocaleString('en')} recipients`
  return `The mail server refused ${who} for now. They are tried again.`
}
