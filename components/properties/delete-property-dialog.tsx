'use client'

import type { DefinedProperty, PropertyUse } from '@/lib/contacts/schema'
import { formatNoun } from '@/lib/format/counts'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Dialog } from '../ui/dialog'
import { useToast } from '../ui/toast'
import type { PropertyActions } from './actions'

type Props = {
  property: DefinedProperty
  use: PropertyUse
  remove: PropertyActions['remove']
  onClose: () => void
}

/** Names what is lost or, while rules name the property, says which lists stand in the way. */
export function DeletePropertyDialog({ property: { name, label }, use, remove, onClose }: Props) {
  const toast = useToast()
  if (use.lists.length > 0)
    return (
      <Dialog
        open
        onOpenChange={onClose}
        title={`${label} is in use`}
        size="small"
        description="Rules of these lists name it. Change them first; then it can be deleted."
        footer={<Button onClick={onClose}>Close</Button>}
      >
        <ul className="list-disc pl-5 text-sm">
          {use.lists.map((list) => (
            <li key={list}>
              <bdi>{list}</bdi>
            </li>
          ))}
        </ul>
      </Dialog>
    )
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${label}?`}
      confirmLabel="Delete property"
      onConfirm={async () => {
        const result = await remove({ name })
        if (!result.ok) return result.error
        toast({ title: `${label} deleted`, tone: 'good' })
        return undefined
      }}
    >
      <p>
        {use.contacts === 0
          ? 'No contact has a value for it.'
          : `${formatNoun(use.contacts, 'contact')} ${use.contacts === 1 ? 'loses its' : 'lose their'} value for good.`}{' '}
        Systems that go on sending <code className="font-mono text-ink text-xs">{name}</code> are refused. To
        only keep it out of sight, hide it.
      </p>
    </ConfirmDialog>
  )
}
