import { formatCount, formatShare } from '@/lib/format/counts'
import { cx } from '../ui/class-names'

export type SyncOutcome = { added: number; removed: number; unchanged: number; unknown: number }

const parts = [
  { key: 'added', label: 'Added', style: 'bg-good' },
  { key: 'removed', label: 'Removed', style: 'bg-danger' },
  { key: 'unchanged', label: 'Unchanged', style: 'bg-control' },
  { key: 'unknown', label: 'Unknown', style: 'bg-warning striped' },
] as const

type Props = {
  outcome: SyncOutcome
  /** `line`: the bar alone, in a table, with the numbers as its name. `full`: with a legend that says them. */
  size?: 'line' | 'full'
}

/** What a sync did, as one bar to scale. */
export function SyncOutcomeBar({ outcome, size = 'full' }: Props) {
  const total = parts.reduce((sum, { key }) => sum + outcome[key], 0)
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div
        role="img"
        aria-label={inWords(outcome)}
        className={cx(
          'flex w-full gap-px overflow-hidden rounded-full bg-active',
          size === 'line' ? 'h-1.5' : 'h-2.5',
        )}
      >
        {parts.map(({ key, style }) =>
          outcome[key] === 0 ? null : (
            // Three pixels at least: one contact of a million still shows.
            <span key={key} className={cx('min-w-[3px]', style)} style={{ flexGrow: outcome[key] }} />
          ),
        )}
      </div>
      {size === 'full' && <Legend outcome={outcome} total={total} />}
    </div>
  )
}

function inWords(outcome: SyncOutcome) {
  return parts.map(({ key, label }) => `${label} ${formatCount(outcome[key])}`).join(', ')
}

function Legend({ outcome, total }: { outcome: SyncOutcome; total: number }) {
  return (
    <dl data-numbers className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {parts.map(({ key, label, style }) => (
        <div key={key} className="flex items-center gap-1.5">
          <span aria-hidden className={cx('size-2.5 rounded-sm', style)} />
          <dt className="text-muted">{label}</dt>
          <dd className="font-medium">{formatCount(outcome[key])}</dd>
          {total > 0 && <dd className="text-muted text-xs">{formatShare(outcome[key] / total)}</dd>}
        </div>
      ))}
    </dl>
  )
}
