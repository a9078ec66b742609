import type { ReactNode } from 'react'
import type { DynamicListDetail } from '@/lib/dynamic-lists/schema'
import { formatCount } from '@/lib/format/counts'
import { formatDuration } from '@/lib/format/durations'
import { Badge } from '../ui/badge'
import { CopyButton } from '../ui/copy-button'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'

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
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 lg:grid-cols-1" data-numbers>
        <Property label="Contacts">
          <span className="font-semibold text-lg">{formatCount(list.members)}</span>
        </Property>
        <Property label="Active with an e-mail address">{mailable}</Property>
        {list.externalId !== null && (
          <Property label="Audience id">
            <span className="flex items-center gap-1">
              <Truncate text={list.externalId} at="middle" />
              <CopyButton text={list.externalId} label="Copy audience id" />
            </span>
          </Property>
        )}
        <Property label="Last sync">
          <span className="flex flex-wrap items-center gap-2">
            <RelativeTime at={list.refreshedAt} never="Not yet" />
            {list.stale && <Badge tone="warning">Stale</Badge>}
          </span>
        </Property>
        {list.syncEveryMinutes !== null && (
          <Property label="Expected sync">Every {formatDuration(list.syncEveryMinutes * 60_000)}</Property>
        )}
        <Property label="Last contact added">
          <RelativeTime at={list.lastContactAddedAt} never="Never" />
        </Property>
        <Property label="Last contact removed">
          <RelativeTime at={list.lastContactRemovedAt} never="Never" />
        </Property>
        <Property label="Synced by">{list.lastSyncCredential ?? 'Nobody yet'}</Property>
        <Property label="Folder">{list.folderName ?? 'None'}</Property>
        <Property label="Created">
          <RelativeTime at={list.createdAt} />
        </Property>
        <Property label="Changed">
          <RelativeTime at={list.changedAt} />
        </Property>
      </dl>
    </section>
  )
}

function Property({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  )
}
