'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { formatNoun } from '@/lib/format/counts'
import type { StaticListRow } from '@/lib/static-lists/schema'
import type { MenuItem } from '../ui/menu-item'
import { useNamedSteps } from '../ui/named-steps'
import { useToast } from '../ui/toast'
import type { StaticListActions } from './actions'

type Listed = Pick<StaticListRow, 'id' | 'name' | 'members'>

/** What an editor may do with a static list, and the dialog that it takes. */
export function useStaticListSteps(actions: StaticListActions, onDeleted: () => void) {
  const toast = useToast()
  const router = useRouter()
  const copy = async ({ id: listId }: Listed, name: string) => {
    const result = await actions.copy({ listId, name })
    if (result.ok) {
      const view = () => router.push(`/static-lists/${result.value.id}` as Route)
      const title = `Copied ${formatNoun(result.value.members, 'contact')} to “${name}”`
      toast({ title, action: { label: 'View', onAction: view } })
    }
    return result
  }
  const { items, dialog } = useNamedSteps<Listed>({
    noun: 'list',
    rename: ({ id: listId }, name) => actions.rename({ listId, name }),
    remove: ({ id: listId }) => actions.remove({ listId }),
    loss: ({ members }) =>
      members === 0
        ? 'Nobody is in it. The list cannot be brought back.'
        : `${formatNoun(members, 'contact')} ${members === 1 ? 'leaves' : 'leave'} it, and stay contacts. The list cannot be brought back.`,
    onDeleted,
  })
  const itemsOf = (list: Listed): MenuItem[] => [
    items.rename(list),
    items.copy(list, copy),
    { type: 'separator' },
    items.delete(list),
  ]
  return { items: itemsOf, dialog }
}
