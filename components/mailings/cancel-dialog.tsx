'use client'

import { formatCount, formatNoun } from '@/lib/format/counts'
import type { MailingRow } from '@/lib/mailings/schema'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { useToast } from '../ui/toast'
import type { MailingActions } from './actions'

type Props = {
  mailing: Pick<MailingRow, 'id' | 'name' | 'recipients'>
  /** How many have not been mailed yet, where that is known. */
  waiting?: number
  onClose: () => void
  cancel: MailingActions['cancel']
}

/** Ends a mailing on its way. */
export function CancelDialog({
  mailing: { id: mailingId, name, recipients },
  waiting,
  onClose,
  cancel,
}: Props) {
  const toast = useToast()
  const confirm = async () => {
    const result = await cancel({ mailingId })
    if (!result.ok) return result.error
    toast({ title: `Cancelled “${name}”` })
    return undefined
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Cancel “${name}”?`}
      confirmLabel="Cancel mailing"
      onConfirm={confirm}
    >
      <p>
        {waiting === undefined
          ? `It goes to ${formatNoun(recipients, 'recipient')}. Those it has not been sent to yet do not get it.`
          : `${formatCount(waiting)} of ${formatNoun(recipients, 'recipient')} have not been sent it yet, and do not get it.`}{' '}
        An automailer of it does not go either. This cannot be taken back; to go on later, pause it instead.
      </p>
    </ConfirmDialog>
  )
}
