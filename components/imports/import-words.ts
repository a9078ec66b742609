import type { Import, ImportStatus } from '@/lib/imports/schema'
import type { Tone } from '../ui/badge'

export const statusWords: Record<ImportStatus, { label: string; tone: Tone }> = {
  uploading: { label: 'Uploading', tone: 'neutral' },
  uploaded: { label: 'Draft', tone: 'neutral' },
  checking: { label: 'Checking', tone: 'info' },
  checked: { label: 'Draft, checked', tone: 'neutral' },
  queued: { label: 'Waiting', tone: 'info' },
  running: { label: 'Running', tone: 'info' },
  done: { label: 'Done', tone: 'good' },
  failed: { label: 'Failed', tone: 'danger' },
  cancelled: { label: 'Cancelled', tone: 'neutral' },
}

type Stage = 'uploading' | 'draft' | 'begun'

/** What can be done with it: its file be sent, its settings be changed, or no more than be looked at. */
export function stageOf({ status }: Pick<Import, 'status'>): Stage {
  if (status === 'uploading') return 'uploading'
  return status === 'uploaded' || status === 'checking' || status === 'checked' ? 'draft' : 'begun'
}

export function isRunning({ status }: Pick<Import, 'status'>): boolean {
  return status === 'checking' || status === 'queued' || status === 'running'
}
