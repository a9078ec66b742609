import { formatCount } from '@/lib/format/counts'
import type { Import } from '@/lib/imports/schema'
import { Fact, Facts } from '../ui/facts'
import { OutcomeBar } from '../ui/outcome-bar'

/** What an import did, or would do, to the row. */
export function ImportFigures({ counts, isCheck }: { counts: Import['counts']; isCheck: boolean }) {
  const to = (done: string, would: string) => (isCheck ? would : done)
  const further: [string, number][] = [
    [to('Permissions granted', 'Permissions it would grant'), counts.granted],
    ['Withdrawn before', counts.withdrawn],
    [to('Added to the list', 'It would add to the list'), counts.listed],
    [to('Made inactive', 'It would make inactive'), counts.suppressed],
  ]
  return (
    <div className="flex flex-col gap-4">
      <OutcomeBar
        parts={[
          { label: to('Created', 'Would create'), count: counts.created, style: 'bg-good' },
          { label: to('Updated', 'Would update'), count: counts.updated, style: 'bg-accent' },
          { label: 'Unchanged', count: counts.unchanged, style: 'bg-control' },
          { label: 'Duplicates', count: counts.duplicates, style: 'bg-info' },
          { label: 'Rejected', count: counts.rejected, style: 'bg-warning striped' },
        ]}
      />
      <Facts columns="sm:grid-cols-3 lg:grid-cols-5">
        <Fact label="Rows in the file">{formatCount(counts.received)}</Fact>
        {further.map(([label, count]) =>
          count === 0 ? null : (
            <Fact key={label} label={label}>
              {formatCount(count)}
            </Fact>
          ),
        )}
      </Facts>
    </div>
  )
}
