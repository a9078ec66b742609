import { ChevronRight } from 'lucide-react'
import { formatCount, formatNoun } from '@/lib/format/counts'
import type { Report } from '@/lib/mailings/report/schema'
import { LocalTime } from './local-time'
import { MomentsChart } from './moments-chart'

/** When recipients opened, clicked and unsubscribed: the plot, and the table behind it. */
export function OverTime({ report }: { report: Report }) {
  const { moments, momentHours, figures } = report
  if (figures.opened + figures.clicked + figures.unsubscribed === 0) {
    return <p className="text-muted text-sm">Nobody has opened it, clicked or unsubscribed yet.</p>
  }
  const unit = unitOf(momentHours)
  return (
    <section aria-labelledby="over-time" className="flex flex-col gap-4">
      <h2 id="over-time" className="font-medium text-sm">
        Over time
      </h2>
      <figure className="flex flex-col gap-5">
        <figcaption className="max-w-[75ch] text-muted text-sm">
          Since sending started, {formatNoun(figures.opened, 'recipient has', 'recipients have')} opened it,{' '}
          {formatCount(figures.clicked)} clicked and {formatCount(figures.unsubscribed)} unsubscribed.
        </figcaption>
        <MomentsChart moments={moments} unit={unit} />
      </figure>
      <details className="group border-line border-t pt-3">
        <summary className="flex h-field w-fit cursor-pointer list-none items-center gap-1.5 rounded-md pr-2 font-medium text-sm [&::-webkit-details-marker]:hidden">
          <ChevronRight aria-hidden className="size-4 transition-transform group-open:rotate-90" />
          Show as table
        </summary>
        <div className="w-full overflow-x-auto pt-2">
          <table aria-label="Over time" data-numbers className="w-full max-w-2xl text-sm">
            <thead className="text-muted text-xs">
              <tr className="h-9 border-line border-b">
                <th scope="col" className="pr-4 text-left font-medium">
                  From
                </th>
                {['Sent', 'Opened', 'Clicked', 'Unsubscribed'].map((label) => (
                  <th key={label} scope="col" className="pl-4 text-right font-medium">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {moments.map(({ at, sent, opened, clicked, unsubscribed }) => (
                <tr key={at} className="h-row border-line border-b">
                  <th scope="row" className="pr-4 text-left font-normal">
                    <LocalTime at={at} />
                  </th>
                  {Object.entries({ sent, opened, clicked, unsubscribed }).map(([what, count]) => (
                    <td key={what} className="pl-4 text-right">
                      {formatCount(count)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  )
}

const unitOf = (hours: number) =>
  hours === 1 ? 'hour' : hours === 24 ? 'day' : hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`
