'use client'

import { useState, useTransition } from 'react'
import { formatCount } from '@/lib/format/counts'
import type { Import } from '@/lib/imports/schema'
import { Button } from '../ui/button'
import { FormMessage } from '../ui/form-message'
import { Live } from '../ui/live'
import { ProgressBar } from '../ui/progress-bar'
import type { ImportActions } from './actions'

/** How far the worker is, and a way to stop it. */
export function ImportProgress({ of, cancel }: { of: Import; cancel: ImportActions['cancel'] }) {
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const isCheck = of.status === 'checking'
  const stop = () =>
    startTransition(async () => {
      const result = await cancel({ importId: of.id })
      setError(result.ok ? undefined : result.error)
    })
  const read = of.bytesRead / of.fileBytes
  return (
    <div className="flex max-w-xl flex-col gap-4">
      <Live pace="running" />
      <ProgressBar
        label={isCheck ? `Checking ${of.fileName}` : `Importing ${of.fileName}`}
        value={read < 1 ? read : undefined}
        detail={phaseOf(of, read)}
      />
      <p className="text-muted text-sm">
        {isCheck
          ? 'It goes on when you leave this page. Nothing is changed by it.'
          : 'It goes on when you leave this page. All of it happens at once, at its end, or nothing.'}
      </p>
      <FormMessage>{error}</FormMessage>
      <div>
        <Button pending={pending} onClick={stop}>
          {isCheck ? 'Stop check' : 'Cancel import'}
        </Button>
      </div>
    </div>
  )
}

function phaseOf({ status, counts, bytesRead }: Import, read: number): string {
  if (status === 'queued' || bytesRead === 0) return 'Waits for its turn'
  return read < 1 ? `${formatCount(counts.received)} rows read` : 'All rows read, working them in'
}
