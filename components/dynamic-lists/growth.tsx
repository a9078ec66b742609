import { ChevronRight, Download } from 'lucide-react'
import type { Route } from 'next'
import { formatCount, formatNoun, formatShare } from '@/lib/format/counts'
import type { Growth } from '@/lib/syncs/schema'
import { buttonStyle } from '../ui/button'
import { Fact, Facts } from '../ui/facts'
import { GrowthChart } from './growth-chart'
import {
  figuresOf,
  formatDay,
  formatPeriod,
  type GrowthFigures,
  type Period,
  periodDays,
  periodsOf,
} from './growth-periods'

type Props = { growth: Growth; csv: Route }

/** How a list grew: its figures, the plot, and the table behind it. */
export function GrowthOverview({ growth, csv }: Props) {
  const figures = figuresOf(growth.days)
  if (!figures) return null
  const periods = periodsOf(growth.days)
  const size = periodDays(growth.days.length)
  const unit = unitOf(size)
  return (
    <>
      <Figures figures={figures} />
      <figure aria-labelledby="growth-in-words" className="flex flex-col gap-5">
        <figcaption id="growth-in-words" className="max-w-[75ch] text-muted text-sm">
          {inWords(figures)} Days are those of {zone(growth.timeZone)}
          {size > 1 && `, put together by ${unit}`}.
        </figcaption>
        <GrowthChart periods={periods} unit={unit} />
      </figure>
      <details className="group border-line border-t pt-3">
        <summary className="flex h-field w-fit cursor-pointer list-none items-center gap-1.5 rounded-md pr-2 font-medium text-sm [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          Show as table
        </summary>
        <GrowthTable periods={periods} csv={csv} />
      </details>
    </>
  )
}

const zone = (name: string) =>
  name === 'UTC' ? 'UTC' : `the account’s time zone, ${name.replaceAll('_', ' ')}`

/** What one bar stands for. */
const unitOf = (days: number) => (days === 1 ? 'day' : days === 7 ? 'week' : `${days / 7} weeks`)

function inWords({ first, last, start, end, joined, left }: GrowthFigures): string {
  const when = first === last ? `On ${formatDay(first)}` : `From ${formatDay(first)} to ${formatDay(last)}`
  if (joined + left === 0)
    return `${when} nobody joined or left: it has ${formatNoun(end, 'member')} throughout.`
  const change = `it went from ${formatCount(start)} to ${formatNoun(end, 'member')}`
  return `${when} ${change}: ${formatCount(joined)} joined and ${formatCount(left)} left.`
}

function Figures({ figures: { start, end, joined, left } }: { figures: GrowthFigures }) {
  const net = end - start
  return (
    <Facts columns="sm:grid-cols-5">
      <Figure label="Members before">{formatCount(start)}</Figure>
      <Figure label="Members at the end">{formatCount(end)}</Figure>
      <Figure
        label="Net change"
        note={start > 0 && net !== 0 ? formatShare(Math.abs(net) / start) : undefined}
      >
        {net === 0 ? '0' : `${net > 0 ? '+' : '−'}${formatCount(Math.abs(net))}`}
      </Figure>
      <Figure label="Joined">{formatCount(joined)}</Figure>
      <Figure label="Left">{formatCount(left)}</Figure>
    </Facts>
  )
}

function Figure({ label, note, children }: { label: string; note?: string | undefined; children: string }) {
  return (
    <Fact label={label}>
      <span className="font-semibold text-lg">{children}</span>
      {note && <span className="ml-1.5 text-muted text-xs">{note}</span>}
    </Fact>
  )
}

function GrowthTable({ periods, csv }: { periods: readonly Period[]; csv: Route }) {
  return (
    <div className="flex flex-col items-start gap-3 pt-2">
      <a href={csv} download className={buttonStyle({ size: 'small' })}>
        <Download aria-hidden />
        Download every day as CSV
      </a>
      <div className="w-full overflow-x-auto">
        <table aria-label="Growth" data-numbers className="w-full max-w-2xl text-sm">
          <thead className="text-muted text-xs">
            <tr className="h-9 border-line border-b">
              <th scope="col" className="pr-4 text-left font-medium">
                {periods.some(({ first, last }) => first !== last) ? 'Days' : 'Day'}
              </th>
              {['Members', 'Joined', 'Left'].map((label) => (
                <th key={label} scope="col" className="pl-4 text-right font-medium">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {periods.toReversed().map((period) => (
              <tr key={period.first} className="h-row border-line border-b">
                <th scope="row" className="pr-4 text-left font-normal">
                  {formatPeriod(period)}
                </th>
                <td className="pl-4 text-right">{formatCount(period.members)}</td>
                <td className="pl-4 text-right">{formatCount(period.joined)}</td>
                <td className="pl-4 text-right">{formatCount(period.left)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
