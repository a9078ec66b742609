'use client'

import { Plus } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ActionResult } from '@/lib/session/form-state'
import { Button } from '../ui/button'
import { NameDialog } from '../ui/name-dialog'

type Props = {
  /** Where it is filed. */
  folderId: number | null
  create: (input: { name: string; folderId: number | null }) => Promise<ActionResult<{ id: string }>>
}

/** Begins a mailing, at its first step. */
export function NewMailing({ folderId, create }: Props) {
  const [open, setOpen] = useState(false)
  const router = useRouter()
  const save = async (name: string) => {
    const result = await create({ name, folderId })
    if (result.ok) router.push(`/mailings/${result.value.id}/message` as Route)
    return result
  }
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        New mailing
      </Button>
      {open && (
        <NameDialog
          title="New mailing"
          submitLabel="Make mailing"
          name=""
          onSave={save}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
