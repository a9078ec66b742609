'use client'

import { FolderPlus, Pencil, Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState, useTransition } from 'react'
import type { Folder } from '@/lib/folders/schema'
import type { MenuItem } from '../ui/menu-item'
import { useToast } from '../ui/toast'
import { openAtFirst, visibleRows, whyNotEmpty } from './folder-rows'
import type { FolderTreeProps } from './folder-tree-props'
import { type TreeStop, useTreeKeys } from './use-tree-keys'

/** What is being named: a new folder in another (null: outermost), or a folder that is there. */
type Editing = { creatingIn?: number | null; renaming?: number }

export function useFolderTree(props: FolderTreeProps) {
  const { folders, chosen, hrefFor, noun } = props
  const [open, setOpen] = useState(() => openAtFirst(folders, chosen))
  const [editing, setEditing] = useState<Editing>({})
  const element = useRef<HTMLDivElement>(null)
  const router = useRouter()
  const rows = visibleRows(folders, open)
  const remove = useDelete(props, () => keys.focusStop('all'))

  const folderAt = (stop: string) => folders.find((folder) => String(folder.id) === stop)
  const toggle = (id: number) => setOpen(withFolder(open, id, !open.has(id)))

  const stops: TreeStop[] = [
    { id: 'all', name: `All ${noun[1]}`, level: 1, open: undefined },
    { id: 'none', name: 'In no folder', level: 1, open: undefined },
    ...rows.map(({ folder, level, hasChildren }) => ({
      id: String(folder.id),
      name: folder.name,
      level,
      open: hasChildren ? open.has(folder.id) : undefined,
    })),
  ]
  const rename = (folder: Folder) => props.editable && setEditing({ renaming: folder.id })
  const onFolder = (stop: string, act: (folder: Folder) => void) => {
    const folder = folderAt(stop)
    if (folder) act(folder)
  }
  const keys = useTreeKeys(element, stops, String(chosen), {
    onOpen: (stop) => router.push(hrefFor(stop === 'all' || stop === 'none' ? stop : Number(stop))),
    onToggle: (stop) => toggle(Number(stop)),
    onRename: (stop) => onFolder(stop, rename),
    onDelete: (stop) => onFolder(stop, remove),
  })

  const startCreate = (parentId: number | null) => {
    if (parentId !== null) setOpen(withFolder(open, parentId, true))
    setEditing({ creatingIn: parentId })
  }
  const itemsFor = (stop: string): MenuItem[] => {
    const folder = folderAt(stop)
    if (!folder || !props.editable) return []
    return [
      {
        label: 'New folder inside',
        icon: <FolderPlus aria-hidden />,
        onSelect: () => startCreate(folder.id),
      },
      { label: 'Rename', icon: <Pencil aria-hidden />, shortcut: 'F2', onSelect: () => rename(folder) },
      { type: 'separator' },
      {
        label: 'Delete',
        icon: <Trash2 aria-hidden />,
        danger: true,
        unavailable: whyNotEmpty(folders, folder, noun),
        onSelect: () => remove(folder),
      },
    ]
  }
  /** The focus goes back to the folder that it was about. */
  const stopEditing = (stop?: string) => {
    setEditing({})
    if (stop !== undefined) keys.focusStop(stop)
  }

  return {
    ...{ element, rows, open, toggle, keys, itemsFor, startCreate, stopEditing },
    create: props.onCreate,
    creatingIn: editing.creatingIn,
    renaming: editing.renaming,
  }
}

export type FolderTreeModel = ReturnType<typeof useFolderTree>

/** An empty folder takes nothing with it, so nothing is asked: it can be made again from the toast. */
function useDelete(props: FolderTreeProps, onGone: () => void) {
  const { folders, chosen, hrefFor, noun, editable, onCreate, onDelete } = props
  const toast = useToast()
  const router = useRouter()
  const [, startTransition] = useTransition()

  const restore = (folder: Folder) =>
    startTransition(async () => {
      const failed = await onCreate(folder.parentId, folder.name)
      if (failed) toast({ tone: 'danger', title: failed })
    })

  return (folder: Folder) => {
    if (!editable) return
    const kept = whyNotEmpty(folders, folder, noun)
    if (kept) return toast({ tone: 'warning', title: `${folder.name} is not empty`, description: `${kept}.` })
    startTransition(async () => {
      const failed = await onDelete(folder.id)
      if (failed) return toast({ tone: 'danger', title: failed })
      toast({ title: `${folder.name} deleted`, action: { label: 'Undo', onAction: () => restore(folder) } })
      onGone()
      if (chosen === folder.id) router.push(hrefFor('all'))
    })
  }
}

function withFolder(set: ReadonlySet<number>, id: number, has: boolean) {
  const next = new Set(set)
  if (has) next.add(id)
  else next.delete(id)
  return next
}
