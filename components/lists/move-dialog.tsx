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
  items: readonly { name: string; folderId: number | null }[]
  /** What they are, one and many: ['list', 'lists']. */
  noun: readonly [one: string, many: string]
  folders: Folder[]
  onClose: () => void
  /** Answers what went wrong, or nothing. */
  onMove: (folderId: number | null) => Promise<string | undefined>
}

/** Files things in a folder. */
export function MoveDialog(props: Props) {
  const { items, noun, onClose } = props
  const what = items.length === 1 && items[0] ? `“${items[0].name}”` : formatNoun(items.length, ...noun)
  return (
    <Dialog
      open={items.length > 0}
      onOpenChange={(open) => !open && onClose()}
      title={`Move ${what}`}
      size="small"
    >
      <MoveForm {...props} />
    </Dialog>
  )
}

function MoveForm({ items, noun, folders, onClose, onMove }: Props) {
  const formId = useId()
  const [folder, setFolder] = useState(String(items[0]?.folderId ?? 'none'))
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
          Move {items.length === 1 ? noun[0] : noun[1]}
        </Button>
      </DialogFooter>
    </form>
  )
}
