import { OutcomeBar } from '../ui/outcome-bar'

export type SyncOutcome = { added: number; removed: number; unchanged: number; unknown: number }

const parts = [
  { key: 'added', label: 'Added', style: 'bg-good' },
  { key: 'removed', label: 'Removed', style: 'bg-danger' },
  { key: 'unchanged', label: 'Unchanged', style: 'bg-control' },
  { key: 'unknown', label: 'Unknown', style: 'bg-warning striped' },
] as const

/** What a sync did, as one bar to scale. */
export function SyncOutcomeBar({ outcome, size }: { outcome: SyncOutcome; size?: 'line' | 'full' }) {
  return (
    <OutcomeBar
      parts={parts.map(({ key, ...part }) => ({ ...part, count: outcome[key] }))}
      {...(size && { size })}
    />
  )
}
