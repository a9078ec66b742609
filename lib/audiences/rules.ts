/** Whether an audience has gone without a sync for longer than its sender said it would. */
export function isStale(
  audience: { syncEveryMinutes: number | null; lastSyncAt: Date | null; createdAt: Date },
  now: Date,
): boolean {
  if (audience.syncEveryMinutes === null) return false
  const dueAtMs = (audience.lastSyncAt ?? audience.createdAt).getTime() + audience.syncEveryMinutes * 60_000
  return now.getTime() > dueAtMs
}
