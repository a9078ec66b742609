import type { Route } from 'next'
import Link from 'next/link'
import { formatCount } from '@/lib/format/counts'
import { formatDuration } from '@/lib/format/durations'
import type { SyncEntry } from '@/lib/syncs/schema'
import { ListIcon } from '../lists/list-icon'
import { Fact, Facts } from '../ui/facts'
import { Live } from '../ui/live'
import { RelativeTime } from '../ui/relative-time'
import { SyncNotes } from './sync-notes'
import { SyncOutcomeBar } from './sync-outcome-bar'
import { SyncProgress } from './sync-progress'
import { modeWords, paceOf } from './sync-status'
import { isHypothetical } from './sync-words'

/** What a sync did: its figures, its outcome to scale, and what went wrong. */
export function SyncFigures({ sync }: { sync: SyncEntry }) {
  const count = (value: number | null) => (value === null ? '–' : formatCount(value))
  const decidedBy = sync.credential === null ? null : sync.user
  const figures: [string, React.ReactNode][] = [
    ['Audience', <AudienceLink key="audience" sync={sync} />],
    ['Mode', modeWords[sync.mode]],
    ['Received rows', count(sync.received)],
    ['Duplicates', count(sync.duplicates)],
    ['Contacts created', count(sync.created)],
    ['Members before', count(sync.membersBefore)],
    [isHypothetical(sync) ? 'Members it would leave' : 'Members after', count(sync.membersAfter)],
    ['Started', <RelativeTime key="started" at={sync.startedAt} />],
    ['Took', sync.durationMs === null ? unfinished[sync.status] : formatDuration(sync.durationMs)],
    ['Sent by', sync.credential ?? sync.user ?? '–'],
    ...(decidedBy === null ? [] : [['Decided by', decidedBy] satisfies [string, string]]),
  ]
  return (
    <section aria-label="Figures" className="flex flex-col gap-4">
      <Live pace={paceOf(sync)} />
      <SyncNotes sync={sync} />
      <SyncProgress sync={sync} />
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

/** What stands in place of how long it took. */
const unfinished: Partial<Record<SyncEntry['status'], string>> = {
  open: 'Not committed yet',
  receiving: 'Still running',
  applying: 'Still running',
  held: 'Waits for approval',
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
