'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import type { MessageRow } from '@/lib/messages/schema'
import type { MenuItem } from '../ui/menu-item'
import { useNamedSteps } from '../ui/named-steps'
import { useToast } from '../ui/toast'
import type { MessageActions } from './actions'

type Named = Pick<MessageRow, 'id' | 'name'>

/** What an editor may do with a message, and the dialog that it takes. */
export function useMessageSteps(actions: MessageActions, onDeleted: () => void) {
  const toast = useToast()
  const router = useRouter()
  const copy = async ({ id: messageId, name }: Named, wanted: string) => {
    const result = await actions.copy({ messageId, name: wanted })
    if (result.ok) {
      const edit = () => router.push(`/messages/${result.value.id}` as Route)
      toast({ title: `Copied “${name}” to “${wanted}”`, action: { label: 'Edit', onAction: edit } })
    }
    return result
  }
  const { items, dialog } = useNamedSteps<Named>({
    noun: 'message',
    rename: ({ id: messageId }, name) => actions.rename({ messageId, name }),
    remove: ({ id }) => actions.remove({ messageIds: [id] }),
    loss: () =>
      'Its versions go with it. Mailings that were sent keep what they said; drafts have to choose another message.',
    onDeleted,
  })
  const itemsOf = (message: Named): MenuItem[] => [
    items.rename(message),
    items.copy(message, copy),
    { type: 'separator' },
    items.delete(message),
  ]
  return { items: itemsOf, dialog }
}
