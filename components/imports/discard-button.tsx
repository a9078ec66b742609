'use client'

import { Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Import } from '@/lib/imports/schema'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { useToast } from '../ui/toast'
import type { ImportActions } from './actions'

/** Throws a draft away with its file. */
export function DiscardButton({ draft, discard }: { draft: Import; discard: ImportActions['discard'] }) {
  const [asked, setAsked] = useState(false)
  const toast = useToast()
  const router = useRouter()
  const confirm = async () => {
    const result = await discard({ importId: draft.id })
    if (!result.ok) return result.error
    toast({ title: 'Draft discarded', tone: 'good' })
    router.push('/imports' as Route)
    return undefined
  }
  return (
    <>
      <Button icon={<Trash2 aria-hidden />} onClick={() => setAsked(true)}>
        Discard draft
      </Button>
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={setAsked}
          title="Discard this draft?"
          confirmLabel="Discard draft"
          onConfirm={confirm}
        >
          <p>
            The file <bdi className="break-all font-medium text-ink">{draft.fileName}</bdi> and what was
            chosen for it are deleted. No contact changes.
          </p>
        </ConfirmDialog>
      )}
    </>
  )
}
