import type { Route } from 'next'
import type { ImportDetail, Rejection } from '@/lib/imports/schema'
import { ListIcon } from '../lists/list-icon'
import { ButtonLink } from '../ui/button'
import { Fact, Facts } from '../ui/facts'
import { Notice } from '../ui/notice'
import { RelativeTime } from '../ui/relative-time'
import type { ImportActions } from './actions'
import { ImportFigures } from './import-figures'
import { ImportProgress } from './import-progress'
import { isRunning } from './import-words'
import { RejectedRows } from './rejected-rows'

type Props = { of: ImportDetail; rejections: readonly Rejection[]; cancel: ImportActions['cancel'] }

/** What became of an import. */
export function ImportReport({ of, rejections, cancel }: Props) {
  if (isRunning(of)) return <ImportProgress of={of} cancel={cancel} />
  return (
    <div className="flex flex-col gap-6">
      {of.status === 'failed' && <Notice tone="danger">{of.problem}</Notice>}
      {of.status === 'cancelled' && <Notice>Cancelled in time: nothing was changed.</Notice>}
      {of.status === 'done' && <ImportFigures counts={of.counts} isCheck={false} />}
      <Facts columns="sm:grid-cols-3 lg:grid-cols-5">
        <Fact label="Imported by">{of.user ?? '–'}</Fact>
        {of.startedAt !== null && (
          <Fact label="Started">
            <RelativeTime at={of.startedAt} />
          </Fact>
        )}
        {of.finishedAt !== null && (
          <Fact label="Ended">
            <RelativeTime at={of.finishedAt} />
          </Fact>
        )}
        {of.settings.grants.length > 0 && (
          <Fact label="Proof" wide>
            {of.settings.proof}
          </Fact>
        )}
      </Facts>
      <div className="flex flex-wrap gap-2">
        {of.list && (
          <ButtonLink href={`/static-lists/${of.list.id}` as Route}>
            <ListIcon kind="static" />
            See {of.list.name}
          </ButtonLink>
        )}
        <ButtonLink href={'/contacts' as Route}>See contacts</ButtonLink>
        <ButtonLink href={'/imports/new' as Route}>Import another file</ButtonLink>
      </div>
      <RejectedRows of={of} rows={rejections} />
    </div>
  )
}
