import type { Sync } from '@/lib/syncs/schema'
import { Badge } from '../ui/badge'

const tones = {
  open: 'info',
  receiving: 'info',
  applying: 'info',
  held: 'warning',
  done: 'good',
  failed: 'danger',
  rejected: 'neutral',
  abandoned: 'neutral',
  undone: 'neutral',
} as const satisfies Record<Sync['status'], 'info' | 'warning' | 'good' | 'danger' | 'neutral'>

const words: Record<Sync['status'], string> = {
  open: 'Open',
  receiving: 'Receiving',
  applying: 'Applying',
  held: 'Held',
  done: 'Done',
  failed: 'Failed',
  rejected: 'Rejected',
  abandoned: 'Abandoned',
  undone: 'Undone',
}

/** How a sync stands, and whether it only looked. */
export function SyncStatusBadge({ sync }: { sync: Pick<Sync, 'status' | 'dryRun'> }) {
  return (
    <span className="inline-flex gap-1">
      <Badge tone={tones[sync.status]}>{words[sync.status]}</Badge>
      {sync.dryRun && <Badge>Dry run</Badge>}
    </span>
  )
}

export const modeWords: Record<Sync['mode'], string> = {
  replace: 'Replace',
  add: 'Add',
  remove: 'Remove',
  delta: 'Delta',
  empty: 'Empty',
  undo: 'Undo',
  erase: 'Erasure',
}

/** How often its page looks again: while it runs, and while others may send more of it or decide about it. */
export function paceOf({ status }: Pick<Sync, 'status'>): 'running' | 'waiting' | 'still' {
  if (status === 'receiving' || status === 'applying' || status === 'open') return 'running'
  return status === 'held' ? 'waiting' : 'still'
}
