'use client'

import { SlidersHorizontal } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { DynamicListRow } from '@/lib/dynamic-lists/schema'
import { formatNoun } from '@/lib/format/counts'
import type { ActionResult } from '@/lib/session/form-state'
import type { MenuItem } from '../ui/menu-item'
import { useNamedSteps } from '../ui/named-steps'
import { useToast } from '../ui/toast'

type Named = { listId: string; name: string }

/** Server actions for lists that are computed from rules. */
export type RuleListActions = {
  copy: (input: Named) => Promise<ActionResult<{ id: string }>>
  rename: (input: Named) => Promise<ActionResult<void>>
  remove: (input: { listId: string }) => Promise<ActionResult<void>>
}

type List = Pick<DynamicListRow, 'id' | 'name' | 'members'>

/** What can be done with a rule-based list: the items of its menu, and the dialog that one of them has opened. */
export function useRuleListSteps(actions: RuleListActions) {
  const toast = useToast()
  const router = useRouter()
  const copy = async ({ id: listId, name }: List, wanted: string) => {
    const result = await actions.copy({ listId, name: wanted })
    if (result.ok) {
      const view = () => router.push(`/dynamic-lists/${result.value.id}` as Route)
      toast({ title: `Copied “${name}” to “${wanted}”`, action: { label: 'View', onAction: view } })
    }
    return result
  }
  const { items, dialog } = useNamedSteps<List>({
    noun: 'list',
    rename: ({ id: listId }, name) => actions.rename({ listId, name }),
    remove: ({ id: listId }) => actions.remove({ listId }),
    loss: ({ members }) => `Its rules are lost for good. ${staying(members)}`,
  })
  const itemsOf = (list: List): MenuItem[] => [
    {
      type: 'link',
      label: 'Edit',
      icon: <SlidersHorizontal aria-hidden />,
      href: `/dynamic-lists/${list.id}/edit` as Route,
    },
    items.copy(list, copy),
    items.rename(list),
    { type: 'separator' },
    items.delete(list),
  ]
  return { items: itemsOf, dialog }
}

function staying(members: number | null): string {
  if (members === null) return 'The contacts in it stay as they are.'
  return `${formatNoun(members, 'contact')} in it ${members === 1 ? 'stays as it is' : 'stay as they are'}.`
}
