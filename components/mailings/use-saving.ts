'use client'

import { useEffect, useEffectEvent, useRef, useState, useTransition } from 'react'
import type { MailingDetail } from '@/lib/mailings/schema'
import type { ActionResult } from '@/lib/session/form-state'
import type { Failure } from '../ui/form-dialog'

const typingPauseMs = 600

type Save<Settings> = (input: {
  mailingId: string
  revision: number
  settings: Settings
}) => Promise<ActionResult<number>>

/** One save after the other, each of the revision that the one before has made. */
type Line<Settings> = {
  revision: number
  last: Promise<unknown>
  waiting: { settings: Settings } | undefined
}

/**
 * Saves a step as it is edited. What cannot be saved yet is told at its field to who wants to go on; what keeps anything from being
 * saved, such as a colleague's change, at once.
 */
export function useSaving<Settings>(mailing: MailingDetail, save: Save<Settings>) {
  const line = useRef<Line<Settings>>({
    revision: mailing.revision,
    last: Promise.resolve(),
    waiting: undefined,
  })
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [failure, setFailure] = useState<Failure>()
  const [saved, setSaved] = useState(false)
  const [keeping, startKeeping] = useTransition()
  const [going, startGoing] = useTransition()

  const store = (settings: Settings): Promise<ActionResult<number>> => {
    clearTimeout(timer.current)
    const { current } = line
    current.waiting = undefined
    const next = current.last.then(async () => {
      const result = await save({ mailingId: mailing.id, revision: current.revision, settings })
      if (result.ok) current.revision = result.value
      return result
    })
    current.last = next.catch(() => undefined)
    return next
  }
  const keepNow = (settings: Settings) =>
    startKeeping(async () => {
      const result = await store(settings)
      setSaved(result.ok)
      if (result.ok) setFailure(undefined)
      else if (!result.field) setFailure(result)
    })
  const storeWaiting = useEffectEvent(() => {
    const { waiting } = line.current
    if (waiting) void store(waiting.settings)
  })
  // Nothing is lost by leaving before the pause is over.
  useEffect(() => () => storeWaiting(), [])

  return {
    /** Once a choice is made. */
    keep: keepNow,
    /** Once typing pauses. */
    keepSoon: (settings: Settings) => {
      clearTimeout(timer.current)
      line.current.waiting = { settings }
      setSaved(false)
      timer.current = setTimeout(() => keepNow(settings), typingPauseMs)
    },
    /** Before the next step. */
    goOn: (settings: Settings, onSaved: () => void) =>
      startGoing(async () => {
        const result = await store(settings)
        setFailure(result.ok ? undefined : result)
        setSaved(result.ok)
        if (result.ok) onSaved()
      }),
    errorOf: (field: string) => (failure?.field === `settings.${field}` ? failure.error : undefined),
    message: failure && !failure.field ? failure.error : undefined,
    note: keeping ? 'Saving …' : saved ? 'Saved' : '',
    pending: going,
  }
}
