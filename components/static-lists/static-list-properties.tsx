import type { ReactNode } from 'react'
import { formatCount } from '@/lib/format/counts'
import type { StaticListDetail } from '@/lib/static-lists/schema'
import { Fact, Facts } from '../ui/facts'
import { RelativeTime } from '../ui/relative-time'

type Props = {
  list: StaticListDetail
  /** The count of members that could be mailed; it may come later than the rest. */
  mailable: ReactNode
}

/** What a list is and when it last changed, at the left of its contacts. */
export function StaticListProperties({ list, mailable }: Props) {
  return (
    <section aria-label="Properties" className="shrink-0 overflow-y-auto text-sm lg:w-64">
      {list.description && <p className="mb-4 whitespace-pre-line break-words">{list.description}</p>}
      <Facts columns="lg:grid-cols-1">
        <Fact label="Contacts">
          <span className="font-semibold text-lg">{formatCount(list.members)}</span>
        </Fact>
        <Fact label="Reach">
          {mailable}
          <span className="block text-muted text-xs">Active, with an e-mail address</span>
        </Fact>
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
