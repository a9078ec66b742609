import type { Route } from 'next'
import Link from 'next/link'
import { formatCount, formatShare } from '@/lib/format/counts'
import type { Figures } from '@/lib/mailings/report/schema'
import type { MailingDetail } from '@/lib/mailings/schema'
import { OutcomeBar } from '../../ui/outcome-bar'
import { figureNotes, figureWords } from './figure-words'

const outcomes = [
  { figure: 'sent', style: 'bg-good' },
  { figure: 'failed', style: 'bg-danger' },
  { figure: 'unknown', style: 'bg-warning' },
  { figure: 'skipped', style: 'bg-muted' },
  { figure: 'waiting', style: 'bg-line-strong' },
] as const

type Props = {
  mailing: Pick<MailingDetail, 'id' | 'tracks' | 'status'>
  figures: Figures
  automailed: number
}

/** What became of the recipients, each figure the way to those it counts. */
export function ReportFigures({ mailing, figures, automailed }: Props) {
  const reactions = [
    'delivered' as const,
    ...(mailing.tracks ? (['opened', 'clicked'] as const) : []),
    ...(['bounced', 'unsubscribed', 'complained'] as const),
  ]
  return (
    <section aria-label="Figures" className="flex flex-col gap-6">
      <OutcomeBar
        parts={outcomes.map(({ figure, style }) => ({
          label: labelOf(figure, mailing),
          count: figures[figure],
          style,
        }))}
      />
      <dl data-numbers className="grid grid-cols-2 gap-x-6 gap-y-4 text-sm sm:grid-cols-3 lg:grid-cols-5">
        <Figure mailing={mailing} figure="recipients" count={figures.recipients}>
          {automailed > 0 && `${formatCount(automailed)} of them by its automailer`}
        </Figure>
        {outcomes.map(({ figure }) => (
          <Figure
            key={figure}
            mailing={mailing}
            figure={figure}
            count={figures[figure]}
            of={figures.recipients}
          />
        ))}
        {reactions.map((figure) => (
          <Figure key={figure} mailing={mailing} figure={figure} count={figures[figure]} of={figures.sent} />
        ))}
      </dl>
      {!mailing.tracks && (
        <p className="text-muted text-sm">Opens and clicks were not tracked, as the mailing was set.</p>
      )}
    </section>
  )
}

/** Who still waits when a mailing is cancelled does not get it. */
function labelOf(figure: keyof Figures, { status }: Pick<MailingDetail, 'status'>): string {
  return figure === 'waiting' && status === 'cancelled' ? 'Not sent' : figureWords[figure]
}

type FigureProps = {
  mailing: Pick<MailingDetail, 'id' | 'status'>
  figure: keyof Figures
  count: number
  /** What it is a share of. */
  of?: number
  children?: React.ReactNode
}

function Figure({ mailing, figure, count, of = 0, children }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{labelOf(figure, mailing)}</dt>
      <dd className="mt-0.5">
        <Link
          href={`/mailings/${mailing.id}/recipients?figure=${figure}` as Route}
          aria-label={`${labelOf(figure, mailing)}: ${formatCount(count)}, see who`}
          className="rounded-sm font-semibold text-lg hover:underline"
        >
          {formatCount(count)}
        </Link>
        {of > 0 && <span className="ml-1.5 text-muted text-xs">{formatShare(count / of)}</span>}
        <span className="block text-muted text-xs">{children ?? (count > 0 && figureNotes[figure])}</span>
      </dd>
    </div>
  )
}
