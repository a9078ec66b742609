import { systemActor } from '@/lib/access/actor'
import type { SystemContext } from '@/lib/access/context'
import { env } from '@/lib/platform/env'
import { inRequest, log, reportBug } from '@/lib/platform/log'
import { mailSettings } from '@/lib/platform/mail/settings'
import { type MailTransport, openTransport } from '@/lib/platform/mail/transport'
import { singleton } from '@/lib/platform/singleton'
import { type MailOutcome, type Sender, sendMailing } from './engine'
import { Pace } from './pace'
import { startDue } from './start'
import { addCounts, selectUnderWay, type UnderWayRow } from './worker.sql'

/** How often it looks for what is to be sent. A job looks at the very moment; without one nothing is forgotten. */
const lookMs = 2_000
/** Most mailings one worker sends at once. They share what may be under way. */
const mailingsMax = 4

const wakes = singleton('sending wakes', () => new Set<() => void>())

/** Has this process look at once for mailings to start and to send. */
export function wakeSending(): void {
  for (const wake of wakes.get()) wake()
}

/** Starts and sends mailings until stopped. `stop` takes no more and waits for the mails that are under way. */
export function startSending(system: SystemContext): { stop: () => Promise<void> } {
  const worker = new SendingWorker(system)
  wakes.get().add(worker.wake)
  worker.wake()
  return {
    stop: async () => {
      wakes.get().delete(worker.wake)
      await worker.stop()
    },
  }
}

class SendingWorker {
  private readonly stopping = new AbortController()
  private readonly pace = new Pace(env().MAIL_PER_SECOND_MAX)
  private readonly running = new Map<string, Promise<void>>()
  /** How often in a row each mailing did not reach the mail server. */
  private readonly failures = new Map<string, number>()
  /** What became of mails since it was last written down. */
  private counts = new Map<MailOutcome, number>()
  private transport: MailTransport | undefined
  private looking: Promise<void> | undefined
  private lookAgain = false
  private readonly timer: NodeJS.Timeout

  private readonly system: SystemContext

  constructor(system: SystemContext) {
    this.system = system
    this.timer = setInterval(this.wake, lookMs)
  }

  readonly wake = (): void => {
    this.lookAgain = true
    this.looking ??= this.lookAround()
      .catch((error) => void reportBug(error))
      .finally(() => {
        this.looking = undefined
      })
  }

  async stop(): Promise<void> {
    clearInterval(this.timer)
    this.stopping.abort()
    await this.looking
    await Promise.all(this.running.values())
    await this.writeCounts().catch(reportBug)
    this.transport?.close()
  }

  private async lookAround(): Promise<void> {
    while (this.lookAgain && !this.stopping.signal.aborted) {
      this.lookAgain = false
      await this.writeCounts().catch(reportBug)
      await startDue(this.system)
      if (mailSettings() === undefined) return
      for (const row of await selectUnderWay(this.system.db, this.system.now())) this.run(row)
    }
  }

  private run({ account_id: accountId, id: mailingId }: UnderWayRow): void {
    const key = `${accountId} ${mailingId}`
    if (this.running.has(key) || this.running.size >= mailingsMax || this.stopping.signal.aborted) return
    const ctx = { ...this.system, actor: systemActor(accountId) }
    const failures = this.failures.get(key) ?? 0
    const sending = inRequest(`mailing-${accountId}-${mailingId}`, () =>
      sendMailing(ctx, mailingId, { sender: this.sender(), failures }),
    )
      .then((ending) => {
        if (ending === 'not-reached') this.failures.set(key, failures + 1)
        else this.failures.delete(key)
      })
      .catch((error) => log().warn({ bugId: reportBug(error) }, 'sending a mailing failed'))
      .finally(() => void this.running.delete(key))
    this.running.set(key, sending)
  }

  private async writeCounts(): Promise<void> {
    const { counts } = this
    this.counts = new Map()
    if (counts.size > 0) await addCounts(this.system.db, counts)
  }

  private sender(): Sender {
    const { MAIL_PARALLEL } = env()
    this.transport ??= openTransport(mailSettings()?.smtpUrl ?? '', MAIL_PARALLEL)
    return {
      ...{ transport: this.transport, pace: this.pace, stop: this.stopping.signal },
      count: (outcome, mails) => void this.counts.set(outcome, (this.counts.get(outcome) ?? 0) + mails),
      parallel: () => Math.max(1, Math.floor(MAIL_PARALLEL / Math.max(1, this.running.size))),
    }
  }
}
