'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { Badge } from '../ui/badge'
import { useTabStop } from '../ui/tab-stop'

/** Behind the name of an audience of which a sync waits for approval. */
export function HeldLink({ syncId, audienceName }: { syncId: string; audienceName: string }) {
  return (
    <Link
      href={`/syncs/${syncId}` as Route}
      prefetch={false}
      tabIndex={useTabStop()}
      draggable={false}
      aria-label={`Sync held: review the sync of ${audienceName}`}
      className="inline-flex shrink-0 rounded-sm hover:underline"
    >
      <Badge tone="warning">Sync held</Badge>
    </Link>
  )
}
