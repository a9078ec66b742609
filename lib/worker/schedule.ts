import type { CronItem } from 'graphile-worker'

/** What happens by the clock, in UTC, once however many workers there are: `match` is a crontab line's five fields. */
export const schedule: CronItem[] = [
  { task: 'syncs.settle-interrupted', match: '* * * * *', options: { backfillPeriod: 0 } },
  { task: 'audiences.announce-stale', match: '* * * * *', options: { backfillPeriod: 0 } },
  { task: 'dynamic-lists.refresh-counts', match: '*/5 * * * *', options: { backfillPeriod: 0 } },
  { task: 'syncs.prune', match: '*/10 * * * *', options: { backfillPeriod: 0 } },
  { task: 'access.prune', match: '*/5 * * * *', options: { backfillPeriod: 0 } },
  { task: 'api.prune-idempotency-keys', match: '7 * * * *', options: { backfillPeriod: 0 } },
  { task: 'imports.prune', match: '*/10 * * * *', options: { backfillPeriod: 0 } },
  { task: 'webhooks.prune', match: '37 * * * *', options: { backfillPeriod: 0 } },
]
