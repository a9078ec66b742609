'use client'

import { useTransition } from 'react'
import type { SessionInfo } from '@/lib/access/schema'
import type { ActionResult } from '@/lib/session/form-state'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { RelativeTime } from '../ui/relative-time'
import { useToast } from '../ui/toast'
import { nameOfAgent } from './agent'

type Props = {
  sessions: readonly SessionInfo[]
  end: (input: { sessionId: string }) => Promise<ActionResult<void>>
  endOthers: (input: Record<never, never>) => Promise<ActionResult<void>>
}

/** Where the user is signed in. */
export function Sessions({ sessions, end, endOthers }: Props) {
  const [pending, startTransition] = useTransition()
  const toast = useToast()
  const run = (action: () => Promise<ActionResult<void>>, done: string) =>
    startTransition(async () => {
      const result = await action()
      toast(result.ok ? { title: done, tone: 'good' } : { title: result.error, tone: 'danger' })
    })
  return (
    <section aria-labelledby="sessions-heading" className="flex max-w-2xl flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h2 id="sessions-heading" className="font-semibold text-lg">
          Where you are signed in
        </h2>
        {sessions.length > 1 && (
          <Button
            pending={pending}
            onClick={() => run(() => endOthers({}), 'Your other sessions have ended')}
          >
            Sign out everywhere else
          </Button>
        )}
      </div>
      <ul className="border-line border-b">
        {sessions.map((session) => (
          <li key={session.id} className="flex items-center gap-3 border-line border-t py-2.5">
            <div className="flex min-w-0 flex-1 flex-col">
              <span className="flex items-center gap-2 text-sm">
                {nameOfAgent(session.userAgent)}
                {session.current && <Badge tone="info">This session</Badge>}
              </span>
              <span className="text-muted text-xs">
                {session.address && `${session.address} · `}signed in <RelativeTime at={session.startedAt} />
              </span>
            </div>
            {!session.current && (
              <Button
                size="small"
                aria-label={`Sign out of ${nameOfAgent(session.userAgent)}`}
                onClick={() => run(() => end({ sessionId: session.id }), 'That session has ended')}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
