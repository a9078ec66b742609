import { inTransaction, type SystemContext } from '@/lib/access/context'
import { pathOf } from '@/lib/api/operation'
import { announce, type DomainEvent } from '@/lib/webhooks/events'
import { getAudienceOperation } from '../operations'
import { dueAt } from '../rules'
import { type ExpectedRow, type Looked, noteLooked, takeExpected } from '../stale.sql'

/** Audiences in one transaction: few, since syncs of them wait until it ends. */
const batchMax = 50
/** Audiences in one run; the others are looked at in the next. */
const runMax = 2_000

/**
 * Announces each audience that has become stale, once: again only after a sync has come and the one after it did not. The note and
 * the announcement are one transaction, so neither a crash nor another worker repeats or loses one. Answers how many.
 */
export async function announceStale(ctx: SystemContext): Promise<number> {
  let announced = 0
  for (let looked = 0; looked < runMax; looked += batchMax) {
    const batch = await inTransaction(ctx, lookAtBatch)
    announced += batch.filter((one) => one.announce).length
    if (batch.length < batchMax) break
  }
  return announced
}

async function lookAtBatch(ctx: SystemContext): Promise<Looked[]> {
  const now = ctx.now()
  const looked = (await takeExpected(ctx.db, now, batchMax)).map((row) => look(row, now))
  if (looked.length === 0) return looked
  await noteLooked(ctx.db, looked)
  for (const one of looked.filter((one) => one.announce)) {
    await announce(ctx.db, one.row.account_id, staleEvent(one))
  }
  return looked
}

function look(row: ExpectedRow, now: Date): Looked {
  const syncEveryMinutes = row.sync_every_minutes
  const due = dueAt({ syncEveryMinutes, lastSyncAt: row.last_sync_at, createdAt: row.created_at })
  if (now <= due) return { row, due, nextAt: due, announce: false }
  // It cannot become stale a second time sooner than this: a sync must come first.
  const nextAt = new Date(now.getTime() + syncEveryMinutes * 60_000)
  return { row, due, nextAt, announce: !row.announced && row.product !== 'mail' }
}

function staleEvent({ row, due }: Looked): DomainEvent {
  const data = {
    audienceId: row.external_id,
    name: row.name,
    lastSyncAt: row.last_sync_at?.toISOString() ?? null,
    syncEveryMinutes: row.sync_every_minutes,
    overdueSince: due.toISOString(),
    url: pathOf(getAudienceOperation, { audienceId: row.external_id }),
  }
  return { type: 'audience.stale', data }
}
