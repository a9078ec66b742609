import { Reply } from '@/lib/api/reply'
import type { SyncDetail } from '@/lib/syncs/schema'

/** RFC 7240: the sender does not want to wait for the sync to be applied. */
export function prefersAsync(request: Request): boolean {
  const preferences = request.headers.get('prefer')?.split(',') ?? []
  return preferences.some((preference) => /^\s*respond-async\s*(;|$)/i.test(preference))
}

/** 200 for a sync that is done, 201 for one that was opened, 202 for one that waits for the worker or for a decision. */
export function syncReply(sync: SyncDetail, request: Request): Reply<SyncDetail> {
  const headers: Record<string, string> = { location: sync.links.self }
  if (sync.status === 'open') return new Reply(sync, { status: 201, headers })
  if (sync.status === 'applying' || prefersAsync(request)) headers['preference-applied'] = 'respond-async'
  const waits = sync.status === 'applying' || sync.status === 'held'
  return waits ? new Reply(sync, { status: 202, headers }) : new Reply(sync)
}
