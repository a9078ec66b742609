import type { ReactNode } from 'react'
import type { DynamicListDetail } from '@/lib/dynamic-lists/schema'
import { formatCount } from '@/lib/format/counts'
import { formatEvery } from '@/lib/format/durations'
import { Badge } from '../ui/badge'
import { Fact, Facts, IdFact } from '../ui/facts'
import { RelativeTime } from '../ui/relative-time'

type Props = {
  list: DynamicListDetail
  /** The count of members that could be mailed; it may come later than the rest. */
  mailable: ReactNode
}

/** What a list is and when it last changed, at the left of its contacts. */
export function ListProperties({ list, mailable }: Props) {
  return (
    <section aria-label="Properties" className="shrink-0 overflow-y-auto text-sm lg:w-64">
      {list.description && <p className="mb-4 whitespace-pre-line break-words">{list.description}</p>}
      <Facts columns="lg:grid-cols-1">
        <Fact label="Contacts">
          <span className="font-semibold text-lg">{formatCount(list.members)}</span>
        </Fact>
        <Fact label="Active with an e-mail address">{mailable}</Fact>
        {list.externalId !== null && <IdFact label="Audience id" id={list.externalId} />}
        <Fact label="Last sync">
          <span className="flex flex-wrap items-center gap-2">
            <RelativeTime at={list.refreshedAt} never="Not yet" />
            {list.stale && <Badge tone="warning">Stale</Badge>}
          </span>
        </Fact>
        {list.syncEveryMinutes !== null && (
          <Fact label="Expected sync">{formatEvery(list.syncEveryMinutes)}</Fact>
        )}
        <Fact label="Last contact added">
          <RelativeTime at={list.lastContactAddedAt} never="Never" />
        </Fact>
        <Fact label="Last contact removed">
          <RelativeTime at={list.lastContactRemovedAt} never="Never" />
        </Fact>
        <Fact label="Synced by">{list.lastSyncCredential ?? 'Nobody yet'}</Fact>
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
