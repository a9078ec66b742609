'use client'

import { formatNoun } from '@/lib/format/counts'
import type { ActionResult } from '@/lib/session/form-state'
import { useToast } from '../ui/toast'

export type MoveLists = (input: {
  listIds: number[]
  folderId: number | null
}) => Promise<ActionResult<number>>

type Moved = { id: string; name: string; folderId: number | null }

/** Files lists in a folder, says so, and offers the way back. Answers what went wrong, or nothing. */
export function useMove(moveLists: MoveLists) {
  const toast = useToast()
  const move = async (
    lists: readonly Moved[],
    folderId: number | null,
    folderName: string | undefined,
  ): Promise<string | undefined> => {
    const result = await moveLists({ listIds: lists.map((list) => Number(list.id)), folderId })
    if (!result.ok) {
      toast({ title: result.error, tone: 'danger' })
      return result.error
    }
    const what = lists.length === 1 && lists[0] ? `“${lists[0].name}”` : formatNoun(lists.length, 'list')
    toast({
      title: folderName === undefined ? `Took ${what} out of its folder` : `Moved ${what} to “${folderName}”`,
      tone: 'good',
      action: { label: 'Undo', onAction: () => void undo(lists) },
    })
    return undefined
  }
  const undo = async (lists: readonly Moved[]) => {
    for (const folderId of new Set(lists.map((list) => list.folderId))) {
      const group = lists.filter((list) => list.folderId === folderId)
      const result = await moveLists({ listIds: group.map((list) => Number(list.id)), folderId })
      if (!result.ok) toast({ title: result.error, tone: 'danger' })
    }
  }
  return move
}
