import { CircleAlert } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { formatCount } from '@/lib/format/counts'
import { formatDuration } from '@/lib/format/durations'
import type { SyncEntry } from '@/lib/syncs/schema'
import { ListIcon } from '../lists/list-icon'
import { Fact, Facts } from '../ui/facts'
import { RelativeTime } from '../ui/relative-time'
import { Live } from './live'
import { SyncOutcomeBar } from './sync-outcome-bar'
import { isRunning, modeWords } from './sync-status'

/** What a sync did: its figures, its outcome to scale, and what went wrong. */
export function SyncFigures({ sync }: { sync: SyncEntry }) {
  const count = (value: number | null) => (value === null ? '–' : formatCount(value))
  const figures: [string, React.ReactNode][] = [
    ['Audience', <AudienceLink key="audience" sync={sync} />],
    ['Mode', modeWords[sync.mode]],
    ['Received rows', count(sync.received)],
    ['Duplicates', count(sync.duplicates)],
    ['Contacts created', count(sync.created)],
    ['Members before', count(sync.membersBefore)],
    [sync.dryRun ? 'Members it would leave' : 'Members after', count(sync.membersAfter)],
    ['Started', <RelativeTime key="started" at={sync.startedAt} />],
    ['Took', sync.durationMs === null ? 'Still running' : formatDuration(sync.durationMs)],
    ['Sent by', sync.credential ?? sync.user ?? '–'],
  ]
  return (
    <section aria-label="Figures" className="flex flex-col gap-4">
      <Live pace={isRunning(sync) ? 'running' : 'still'} />
      {sync.problem && <Problem detail={sync.problem.detail} />}
      {sync.dryRun && (
        <p className="max-w-[75ch] text-muted text-sm">
          A dry run: these figures are what the sync would have done. Nothing changed.
        </p>
      )}
      {sync.received + sync.removed > 0 && <SyncOutcomeBar outcome={sync} />}
      <Facts columns="sm:grid-cols-3 lg:grid-cols-5">
        {figures.map(([label, value]) => (
          <Fact key={label} label={label}>
            {value}
          </Fact>
        ))}
      </Facts>
    </section>
  )
}

function Problem({ detail }: { detail: string }) {
  return (
    <div className="flex max-w-[75ch] gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <p className="min-w-0 break-words">
        <span className="font-medium">This sync was not applied. </span>
        {detail}
      </p>
    </div>
  )
}

function AudienceLink({ sync }: { sync: SyncEntry }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5">
      <Link href={`/dynamic-lists/${sync.listId}` as Route} className="truncate text-accent hover:underline">
        <bdi>{sync.audienceName}</bdi>
      </Link>
      <ListIcon kind="audience" />
    </span>
  )
}
