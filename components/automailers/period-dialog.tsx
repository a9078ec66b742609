'use client'

import { useState } from 'react'
import type { Automailer } from '@/lib/mailings/automailers/schema'
import { PeriodFields } from '../mailings/period-fields'
import { FormDialog } from '../ui/form-dialog'
import { useToast } from '../ui/toast'
import type { AutomailerActions } from './actions'

type Props = { automailer: Automailer; edit: AutomailerActions['edit']; onClose: () => void }

/** Gives an automailer another period. */
export function PeriodDialog({ automailer, edit, onClose }: Props) {
  const toast = useToast()
  const [periodHours, setPeriodHours] = useState(automailer.periodHours)
  return (
    <FormDialog
      title={`Edit “${automailer.name}”`}
      description="How long after sending of its mailing started it goes."
      size="small"
      submitLabel="Save automailer"
      onClose={onClose}
      onSubmit={async () => {
        const result = await edit({ automailerId: automailer.id, periodHours })
        if (!result.ok) return { error: result.error, field: 'periodHours' }
        toast({ title: `Saved “${automailer.name}”` })
        onClose()
        return undefined
      }}
    >
      {(errorOf) => (
        <PeriodFields hours={automailer.periodHours} error={errorOf('periodHours')} onEdit={setPeriodHours} />
      )}
    </FormDialog>
  )
}
