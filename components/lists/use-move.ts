'use client'

import { formatNoun } from '@/lib/format/counts'
import type { ActionResult } from '@/lib/session/form-state'
import { useToast } from '../ui/toast'

export type Move = (ids: string[], folderId: number | null) => Promise<ActionResult<number>>

type Moved = { id: string; name: string; folderId: number | null }

/** Files things in a folder, says so, and offers the way back. Answers what went wrong, or nothing. */
export function useMove(moveTo: Move, noun: readonly [one: string, many: string]) {
  const toast = useToast()
  const move = async (
    items: readonly Moved[],
    folderId: number | null,
    folderName: string | undefined,
  ): Promise<string | undefined> => {
    const result = await moveTo(
      items.map((item) => item.id),
      folderId,
    )
    if (!result.ok) {
      toast({ title: result.error, tone: 'danger' })
      return result.error
    }
    const what = items.length === 1 && items[0] ? `“${items[0].name}”` : formatNoun(items.length, ...noun)
    toast({
      title: folderName === undefined ? `Took ${what} out of its folder` : `Moved ${what} to “${folderName}”`,
      tone: 'good',
      action: { label: 'Undo', onAction: () => void undo(items) },
    })
    return undefined
  }
  const undo = async (items: readonly Moved[]) => {
    for (const folderId of new Set(items.map((item) => item.folderId))) {
      const group = items.filter((item) => item.folderId === folderId)
      const result = await moveTo(
        group.map((item) => item.id),
        folderId,
      )
      if (!result.ok) toast({ title: result.error, tone: 'danger' })
    }
  }
  return move
}
