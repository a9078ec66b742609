'use client'

import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { formatNoun } from '@/lib/format/counts'
import type { ActionResult } from '@/lib/session/form-state'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { useToast } from '../ui/toast'

type Props = { count: number; clear: () => Promise<ActionResult<number>> }

export function ClearButton({ count, clear }: Props) {
  const [open, setOpen] = useState(false)
  const toast = useToast()
  const confirm = async () => {
    const result = await clear()
    if (!result.ok) return result.error
    toast({ title: `Threw away ${formatNoun(result.value, 'mail')}`, tone: 'good' })
    return undefined
  }
  return (
    <>
      <Button icon={<Trash2 aria-hidden />} aria-haspopup="dialog" onClick={() => setOpen(true)}>
        Clear outbox …
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Clear the outbox?"
        confirmLabel="Clear outbox"
        onConfirm={confirm}
      >
        <p>
          {formatNoun(count, 'mail')} of this account will be gone. The mailings and their figures stay as
          they are.
        </p>
      </ConfirmDialog>
    </>
  )
}
