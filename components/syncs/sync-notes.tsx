import type { Route } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Sync } from '@/lib/syncs/schema'
import { Notice } from '../ui/notice'

/** What came of a sync, where its figures do not say it: why it was not applied, and which other sync has to do with it. */
export function SyncNotes({ sync }: { sync: Sync }) {
  const { status, problem, undoes, undoneBy, supersededBy } = sync
  return (
    <>
      {status === 'failed' && problem && (
        <Notice tone="danger">
          <Strong>This sync was not applied.</Strong> {problem.detail}
        </Notice>
      )}
      {(status === 'rejected' || status === 'abandoned') && (
        <Notice action={supersededBy && <SyncLink syncId={supersededBy}>See sync {supersededBy}</SyncLink>}>
          <Strong>This sync was not applied.</Strong> {problem?.detail ?? 'Nothing changed.'}
          {sync.removed > 0 && ' The figures are what it would have done.'}
        </Notice>
      )}
      {status === 'undone' && (
        <Notice action={undoneBy && <SyncLink syncId={undoneBy}>See sync {undoneBy}</SyncLink>}>
          <Strong>This sync was undone.</Strong> The audience went back to what it was before it.
        </Notice>
      )}
      {undoes && (
        <Notice action={<SyncLink syncId={undoes}>See sync {undoes}</SyncLink>}>
          <Strong>This is the undo of sync {undoes}.</Strong> Who left with that one came back, who joined
          went.
        </Notice>
      )}
      {sync.dryRun && (
        <Notice tone={problem?.code === 'guard' ? 'warning' : 'neutral'}>
          <Strong>A dry run.</Strong> The figures are what the sync would have done. Nothing changed.
          {problem?.code === 'guard' && ' A real one would be held for approval.'}
        </Notice>
      )}
    </>
  )
}

function Strong({ children }: { children: ReactNode }) {
  return <span className="font-medium">{children}</span>
}

function SyncLink({ syncId, children }: { syncId: string; children: ReactNode }) {
  return (
    <Link href={`/syncs/${syncId}` as Route} className="font-medium underline">
      {children}
    </Link>
  )
}
