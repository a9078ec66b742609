'use client'

import { useId, useState, useTransition } from 'react'
import type { Folder } from '@/lib/folders/schema'
import { formatNoun } from '@/lib/format/counts'
import { Button } from '../ui/button'
import { Dialog, DialogFooter } from '../ui/dialog'
import { Field } from '../ui/field'
import { Select } from '../ui/select'
import { visibleRows } from './folder-rows'

type Props = {
  /** What is moved; closed when there is nothing. */
  lists: readonly { name: string; folderId: number | null }[]
  folders: Folder[]
  onClose: () => void
  /** Answers what went wrong, or nothing. */
  onMove: (folderId: number | null) => Promise<string | undefined>
}

/** Files lists in a folder. */
export function MoveDialog({ lists, folders, onClose, onMove }: Props) {
  const what = lists.length === 1 && lists[0] ? `“${lists[0].name}”` : formatNoun(lists.length, 'list')
  return (
    <Dialog
      open={lists.length > 0}
      onOpenChange={(open) => !open && onClose()}
      title={`Move ${what}`}
      size="small"
    >
      <MoveForm lists={lists} folders={folders} onClose={onClose} onMove={onMove} />
    </Dialog>
  )
}

function MoveForm({ lists, folders, onClose, onMove }: Props) {
  const formId = useId()
  const [folder, setFolder] = useState(String(lists[0]?.folderId ?? 'none'))
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const everyFolder = visibleRows(folders, new Set(folders.map(({ id }) => id)))

  const submit = () =>
    startTransition(async () => {
      const problem = await onMove(folder === 'none' ? null : Number(folder))
      if (problem) setError(problem)
      else onClose()
    })

  return (
    <form
      id={formId}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field label="Folder" error={error}>
        <Select
          value={folder}
          onChange={(event) => setFolder(event.target.value)}
          options={[
            { value: 'none', label: 'No folder' },
            ...everyFolder.map(({ folder: { id, name }, level }) => ({
              value: String(id),
              label: `${'\u2003'.repeat(level - 1)}${name}`,
            })),
          ]}
        />
      </Field>
      <DialogFooter>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" pending={pending}>
          Move {lists.length === 1 ? 'list' : 'lists'}
        </Button>
      </DialogFooter>
    </form>
  )
}
