type Expected = { syncEveryMinutes: number; lastSyncAt: Date | null; createdAt: Date }

/** By when the next sync of an audience should have come. */
export function dueAt({ syncEveryMinutes, lastSyncAt, createdAt }: Expected): Date {
  return new Date((lastSyncAt ?? createdAt).getTime() + syncEveryMinutes * 60_000)
}

/** Whether an audience has gone without a sync for longer than is expected of it; null: nothing is expected. */
export function isStale(
  { syncEveryMinutes, ...audience }: Omit<Expected, 'syncEveryMinutes'> & { syncEveryMinutes: number | null },
  now: Date,
): boolean {
  return syncEveryMinutes !== null && now > dueAt({ ...audience, syncEveryMinutes })
}
