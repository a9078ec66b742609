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

/** Makes a message and opens its editor. */
export function NewMessage({ folderId, create }: Props) {
  const [open, setOpen] = useState(false)
  const router = useRouter()
  const save = async (name: string) => {
    const result = await create({ name, folderId })
    if (result.ok) router.push(`/messages/${result.value.id}` as Route)
    return result
  }
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setOpen(true)}>
        New message
      </Button>
      {open && (
        <NameDialog
          title="New message"
          submitLabel="Create message"
          name=""
          onSave={save}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
