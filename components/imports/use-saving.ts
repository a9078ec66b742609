'use client'

import { useState, useTransition } from 'react'
import type { ActionResult } from '@/lib/session/form-state'
import type { Failure } from '../ui/form-dialog'

/** Saves a draft as it is edited: what could not be saved yet is told only to who wants to go on. */
export function useSaving<Settings>(save: (settings: Settings) => Promise<ActionResult<void>>) {
  const [failure, setFailure] = useState<Failure>()
  const [saved, setSaved] = useState(false)
  const [keeping, startKeeping] = useTransition()
  const [going, startGoing] = useTransition()
  return {
    /** As it is edited. */
    keep: (settings: Settings) =>
      startKeeping(async () => {
        const result = await save(settings)
        setSaved(result.ok)
        if (result.ok) setFailure(undefined)
      }),
    /** Before the next step. Not held up by what is being kept: leaving a field keeps it, and a press on the button leaves it. */
    goOn: (settings: Settings, onSaved: () => void) =>
      startGoing(async () => {
        const result = await save(settings)
        setFailure(result.ok ? undefined : result)
        if (result.ok) onSaved()
      }),
    errorOf: (field: string) => (failure?.field === `settings.${field}` ? failure.error : undefined),
    message: failure && !failure.field ? failure.error : undefined,
    note: keeping ? 'Saving …' : saved ? 'Saved' : '',
    pending: going,
  }
}
