import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { inConnection } from '@/lib/platform/pool'
import { singleton } from '@/lib/platform/singleton'
import { applySingles, type SingleChange, type SingleOutcome } from './single.sql'
import { requireTurn } from './turn'

/** Most changes that one transaction applies. */
const groupMax = 500
/** Most changes of one audience that wait in this process; whoever comes then is told to come again. */
const waitingMax = 5_000

type Waiting = SingleChange & {
  ctx: Context
  resolve: (outcome: SingleOutcome & { audienceId: number }) => void
  reject: (error: unknown) => void
}

/** What waits, by audience and direction. A queue that is there has somebody who works on it. */
const queues = singleton('singleChanges', () => new Map<string, Waiting[]>())

/**
 * Adds or removes one contact. Changes that come while another of the audience is being written wait for it and are then
 * written together: the turn and the disk are waited for once, however many they are. Each is answered after its commit.
 * @throws DomainError busy, not_found, product
 */
export function changeSingle(
  ctx: Context,
  audienceId: string,
  op: 'add' | 'remove',
  contactId: string,
): Promise<SingleOutcome & { audienceId: number }> {
  const key = JSON.stringify([ctx.actor.accountId, audienceId, op])
  return new Promise((resolve, reject) => {
    const change = { ctx, actor: ctx.actor, contactId, startedAt: new Date(), resolve, reject }
    const waiting = queues.get().get(key)
    if (!waiting) {
      queues.get().set(key, [change])
      void work(key, audienceId, op)
    } else if (waiting.length < waitingMax) waiting.push(change)
    else reject(crowded())
  })
}

async function work(key: string, audienceId: string, op: 'add' | 'remove'): Promise<void> {
  const waiting = queues.get().get(key) ?? []
  while (waiting.length > 0) await writeGroup(waiting.splice(0, groupMax), audienceId, op)
  queues.get().delete(key)
}

async function writeGroup(group: Waiting[], audienceId: string, op: 'add' | 'remove'): Promise<void> {
  const [first] = group
  if (!first) return
  try {
    const { turn, outcomes } = await inConnection(async (connection) => {
      const turn = await requireTurn(connection, first.ctx, audienceId)
      return {
        turn,
        outcomes: await applySingles(connection, first.actor.accountId, turn, op, group),
      }
    })
    for (const [at, outcome] of outcomes.entries()) {
      group[at]?.resolve({ ...outcome, audienceId: turn.audienceId })
    }
  } catch (error) {
    for (const { reject } of group) reject(error)
  }
}

function crowded(): DomainError {
  return new DomainError(
    'busy',
    `${waitingMax} changes of this audience wait already. Nothing changed; try again.`,
    {
      retryAfterS: 5,
    },
  )
}
