import { formatCount, formatShare } from '@/lib/format/counts'
import { cx } from './class-names'

export type OutcomePart = { label: string; count: number; style: string }

type Props = {
  parts: readonly OutcomePart[]
  /** `line`: the bar alone, in a table, with the numbers as its name. `full`: with a legend that says them. */
  size?: 'line' | 'full'
}

/** What became of a number of things, as one bar to scale. */
export function OutcomeBar({ parts, size = 'full' }: Props) {
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div
        role="img"
        aria-label={parts.map(({ label, count }) => `${label} ${formatCount(count)}`).join(', ')}
        className={cx(
          'flex w-full gap-px overflow-hidden rounded-full bg-active',
          size === 'line' ? 'h-1.5' : 'h-2.5',
        )}
      >
        {parts.map(({ label, count, style }) =>
          count === 0 ? null : (
            // Three pixels at least: one contact of a million still shows.
            <span key={label} className={cx('min-w-[3px]', style)} style={{ flexGrow: count }} />
          ),
        )}
      </div>
      {size === 'full' && <Legend parts={parts} />}
    </div>
  )
}

function Legend({ parts }: { parts: readonly OutcomePart[] }) {
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  return (
    <dl data-numbers className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {parts.map(({ label, count, style }) => (
        <div key={label} className="flex items-center gap-1.5">
          <span aria-hidden className={cx('size-2.5 rounded-sm', style)} />
          <dt className="text-muted">{label}</dt>
          <dd className="font-medium">{formatCount(count)}</dd>
          {total > 0 && <dd className="text-muted text-xs">{formatShare(count / total)}</dd>}
        </div>
      ))}
    </dl>
  )
}
