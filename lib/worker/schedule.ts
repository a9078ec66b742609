import type { CronItem } from 'graphile-worker'

/** What happens by the clock, in UTC, once however many workers there are: `match` is a crontab line's five fields. */
export const schedule: CronItem[] = []
