'use client'

import { useEffect, useState } from 'react'
import type { Catalog } from './asked'
import { type Draft, toRules } from './draft'

/**
 * What is filled in. Until it is saved the window keeps it under `key`: the way back in a browser, and whatever else leads away
 * without a question, loses nothing.
 */
export function useDraft(key: string, begin: () => Draft, catalog: Catalog) {
  const [begun] = useState(begin)
  const [draft, setDraft] = useState(begun)
  const [name, setName] = useState('')
  const [saved, setSaved] = useState(false)
  const [restored, setRestored] = useState(false)
  const filledIn = toRules(draft, catalog)
  const unsaved =
    !saved && (name !== '' || JSON.stringify(filledIn) !== JSON.stringify(toRules(begun, catalog)))

  useEffect(() => {
    const kept = readKept(key)
    if (!kept) return
    setName(kept.name)
    setDraft(kept.draft)
    setRestored(true)
  }, [key])
  useEffect(() => {
    writeKept(key, unsaved ? { name, draft } : undefined)
  }, [key, name, draft, unsaved])

  return {
    name,
    setName,
    draft,
    setDraft,
    /** As rules; whether they hold is for their schema to say. */
    filledIn,
    unsaved,
    noteSaved: () => setSaved(true),
    /** What was filled in before is back. */
    restored,
    startOver: () => {
      setName('')
      setDraft(begun)
      setRestored(false)
    },
    forget: () => writeKept(key, undefined),
  }
}

type Kept = { name: string; draft: Draft }

function readKept(key: string): Kept | undefined {
  try {
    const kept = window.sessionStorage.getItem(key)
    return kept === null ? undefined : (JSON.parse(kept) as Kept)
  } catch {
    return undefined
  }
}

function writeKept(key: string, kept: Kept | undefined): void {
  try {
    if (kept) window.sessionStorage.setItem(key, JSON.stringify(kept))
    else window.sessionStorage.removeItem(key)
  } catch {
    // Full, or switched off: then it is not kept.
  }
}
