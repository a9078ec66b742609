'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useState } from 'react'
import { ConfirmDialog } from './confirm-dialog'

/** Asks before what was filled in is lost, by a link of the page or by closing it. Answers the question, to be rendered. */
export function useUnsavedGuard(
  unsaved: boolean,
  { lost, onLeave }: { lost: string; onLeave: () => void },
): ReactNode {
  const [wanted, setWanted] = useState<string>()
  const router = useRouter()

  useEffect(() => {
    if (!unsaved) return
    const onUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    const onClick = (event: MouseEvent) => {
      const href = pathFollowed(event)
      if (href === undefined) return
      event.preventDefault()
      event.stopPropagation()
      setWanted(href)
    }
    window.addEventListener('beforeunload', onUnload)
    // Before the framework's own links hear of it.
    document.addEventListener('click', onClick, { capture: true })
    return () => {
      window.removeEventListener('beforeunload', onUnload)
      document.removeEventListener('click', onClick, { capture: true })
    }
  }, [unsaved])

  return (
    <ConfirmDialog
      open={wanted !== undefined}
      onOpenChange={(open) => !open && setWanted(undefined)}
      title="Leave without saving?"
      confirmLabel="Leave without saving"
      onConfirm={async () => {
        onLeave()
        router.push(wanted as Route)
        return undefined
      }}
    >
      <p>{lost}</p>
    </ConfirmDialog>
  )
}

/** Where in this application a click leads in this window, if it does. */
function pathFollowed(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return undefined
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link?.href || link.target === '_blank' || link.hasAttribute('download')) return undefined
  const { origin, pathname, search, hash } = new URL(link.href)
  const stays = pathname === window.location.pathname && hash !== ''
  return origin === window.location.origin && !stays ? pathname + search : undefined
}
