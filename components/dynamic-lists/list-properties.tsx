import type { ReactNode } from 'react'
import type { DynamicListDetail } from '@/lib/dynamic-lists/schema'
import { formatCount, formatNoun } from '@/lib/format/counts'
import { formatEvery } from '@/lib/format/durations'
import { Badge } from '../ui/badge'
import { Fact, Facts, IdFact } from '../ui/facts'
import { RelativeTime } from '../ui/relative-time'

type Props = {
  list: DynamicListDetail
  /** The count of members that could be mailed; it may come later than the rest. */
  mailable: ReactNode
  /** What the account's guard lets through, where the audience has none of its own. */
  guard: { share: number; min: number }
  /** Opens the sync settings, for who may change them. */
  edit: ReactNode
}

/** What a list is and when it last changed, at the left of its contacts. */
export function ListProperties({ list, mailable, guard, edit }: Props) {
  return (
    <section aria-label="Properties" className="shrink-0 overflow-y-auto text-sm lg:w-64">
      {list.description && <p className="mb-4 whitespace-pre-line break-words">{list.description}</p>}
      <Facts columns="lg:grid-cols-1">
        <Fact label="Contacts">
          <span className="font-semibold text-lg">
            {list.members === null ? 'Not counted yet' : formatCount(list.members)}
          </span>
        </Fact>
        <Fact label="Reach">
          {mailable}
          <span className="block text-muted text-xs">Active, with an e-mail address</span>
        </Fact>
        {list.externalId === null ? (
          <Fact label="Counted">
            <RelativeTime at={list.refreshedAt} never="Not yet: it takes too long" />
          </Fact>
        ) : (
          <SyncFacts list={list} audienceId={list.externalId} guard={guard} edit={edit} />
        )}
        <Fact label="Folder">{list.folderName ?? 'None'}</Fact>
        <Fact label="Created">
          <RelativeTime at={list.createdAt} />
        </Fact>
        <Fact label="Changed">
          <RelativeTime at={list.changedAt} />
        </Fact>
      </Facts>
    </section>
  )
}

function SyncFacts({ list, audienceId, guard, edit }: Omit<Props, 'mailable'> & { audienceId: string }) {
  const own = list.guardShare !== null || list.guardMin !== null
  return (
    <>
      <IdFact label="Audience id" id={audienceId} />
      <Fact label="Last sync">
        <span className="flex flex-wrap items-center gap-2">
          <RelativeTime at={list.refreshedAt} never="Not yet" />
          {list.stale && <Badge tone="warning">Stale</Badge>}
        </span>
      </Fact>
      <Fact label="Expected sync">
        {/* The button is higher than the line, which stays in line with its neighbour's. */}
        <span className="-my-1.5 flex min-h-7 flex-wrap items-center justify-between gap-x-2">
          {list.syncEveryMinutes === null ? (
            <span className="text-muted">Not set</span>
          ) : (
            formatEvery(list.syncEveryMinutes)
          )}
          {edit}
        </span>
      </Fact>
      <Fact label="Sync guard">
        {guardWords({ share: list.guardShare ?? guard.share, min: list.guardMin ?? guard.min })}
        {!own && <span className="block text-muted text-xs">The account’s default</span>}
      </Fact>
      <Fact label="Last contact added">
        <RelativeTime at={list.lastContactAddedAt} never="Never" />
      </Fact>
      <Fact label="Last contact removed">
        <RelativeTime at={list.lastContactRemovedAt} never="Never" />
      </Fact>
      <Fact label="Synced by">{list.lastSyncCredential ?? 'Nobody yet'}</Fact>
    </>
  )
}

/** Which syncs are held: "Over 50% and at least 100 contacts". */
function guardWords({ share, min }: Props['guard']) {
  if (share === 100) return 'Holds no sync'
  return min > 1 ? `Over ${share}% and at least ${formatNoun(min, 'contact')}` : `Over ${share}%`
}
