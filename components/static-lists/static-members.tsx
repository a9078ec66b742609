'use client'

import { ListMinus } from 'lucide-react'
import { formatNoun } from '@/lib/format/counts'
import type { Member } from '@/lib/lists/schema'
import type { TablePage } from '../data-table/pager'
import { MemberTable } from '../lists/member-table'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'
import type { AddingActions } from './actions'

type Props = {
  list: { id: string; name: string }
  rows: Member[]
  page: TablePage
  /** Absent for a viewer. */
  adding: AddingActions | undefined
}

/** Who is in a static list, and how they leave it. */
export function StaticMembers({ list, rows, page, adding }: Props) {
  const remove = useRemove(list, adding)
  const moreActions = (externalIds: string[], clear: () => void): MenuItem[] => [
    {
      label: 'Remove from list',
      icon: <ListMinus aria-hidden />,
      shortcut: 'r',
      danger: true,
      onSelect: () => void remove(externalIds, clear),
    },
  ]
  return <MemberTable kind="static" {...{ rows, page, adding, moreActions }} />
}

/** Nothing is asked: whoever left can come back from the toast. */
function useRemove({ id: listId, name }: Props['list'], actions: AddingActions | undefined) {
  const toast = useToast()
  const undo = async (externalIds: string[]) => {
    const result = await actions?.add({ listId, externalIds })
    if (result && !result.ok) toast({ title: result.error, tone: 'danger' })
  }
  return async (externalIds: string[], clear: () => void) => {
    const result = await actions?.remove({ listId, externalIds })
    if (!result) return
    if (!result.ok) return toast({ title: result.error, tone: 'danger' })
    clear()
    const removed = result.value
    toast({
      title: `Removed ${formatNoun(removed.length, 'contact')} from “${name}”`,
      ...(removed.length > 0 && { action: { label: 'Undo', onAction: () => void undo(removed) } }),
    })
  }
}
