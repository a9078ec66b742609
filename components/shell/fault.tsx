'use client'

import { RotateCw } from 'lucide-react'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'

/** What the framework gives an error page: what was thrown, and how to render the page anew. */
export type FaultProps = { error: unknown; retry: () => void }

/** What to do about a bug, under a title that says what happened. One of the server's is in its log under the number shown. */
export function Fault({ error, retry }: FaultProps) {
  const [pending, startTransition] = useTransition()
  const id = idOf(error)
  return (
    <div role="alert" className="flex max-w-[75ch] flex-col gap-4">
      <p>
        Roster has a fault here. Your data is safe: a change is saved whole or not at all. If you were just
        saving something, look whether it is there before you save it again.
      </p>
      {id === undefined ? (
        <p>Try again. If it happens again, tell your administrator what you did and when.</p>
      ) : (
        <>
          <p>
            Try again. If it happens again, give your administrator the number under which it was recorded:
          </p>
          <p className="flex flex-wrap items-center gap-2">
            <code className="min-w-0 break-all font-mono text-sm">{id}</code>
            <CopyButton wide text={id} label="Copy number" />
          </p>
        </>
      )}
      <p>
        <Button
          variant="primary"
          icon={<RotateCw aria-hidden />}
          pending={pending}
          onClick={() => startTransition(retry)}
        >
          Try again
        </Button>
      </p>
    </div>
  )
}

function idOf(error: unknown): string | undefined {
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  return typeof digest === 'string' ? digest : undefined
}
