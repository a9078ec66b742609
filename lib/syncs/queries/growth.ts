import type { Context } from '@/lib/access/context'
import { requireAudience } from '@/lib/audiences/queries/audiences'
import { DomainError } from '@/lib/platform/errors'
import { selectGrowth, selectToday } from '../growth.sql'
import { type Growth, growthDaysDefault, growthDaysMax } from '../schema'

const dayMs = 86_400_000

export type GrowthQuery = {
  /** First day, YYYY-MM-DD. Default: 89 days before the last. */
  from?: string | undefined
  /** Last day. Default, and at most, today. */
  to?: string | undefined
}

/**
 * Members at the end of each day, and who joined and left on it, by the days of the account's time zone.
 * @throws DomainError invalid when `from` is after `to`, or they are more than 3,660 days apart
 */
export async function getGrowth(ctx: Context, audienceId: string, query: GrowthQuery): Promise<Growth> {
  const audience = await requireAudience(ctx, audienceId)
  const { accountId } = ctx.actor
  const place = await selectToday(ctx.db, accountId, ctx.now())
  const { time_zone: timeZone = 'UTC', today = '' } = place ?? {}
  const to = query.to === undefined || query.to > today ? today : query.to
  const from = query.from ?? dayBefore(to, growthDaysDefault - 1)
  requireRange(from, to)
  const rows = await selectGrowth(ctx.db, accountId, audience.id, { from, to, timeZone })
  return { timeZone, days: rows.map(({ day, members, joined, left }) => ({ day, members, joined, left })) }
}

function requireRange(from: string, to: string): void {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1
  // PostgreSQL writes what is before the year 1 otherwise.
  if (from < '0001')
    throw new DomainError('invalid', 'The first day is before the year 1.', { field: 'from' })
  if (days < 1) throw new DomainError('invalid', 'The first day is after the last.', { field: 'from' })
  if (days > growthDaysMax) {
    throw new DomainError('invalid', `Ask for at most ${growthDaysMax} days at once.`, { field: 'from' })
  }
}

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 10)
}
