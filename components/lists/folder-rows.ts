import type { Folder } from '@/lib/folders/schema'

/** What the overview can be narrowed to: every list, those in no folder, or those in one folder. */
export type Place = 'all' | 'none' | number

export type FolderRow = {
  folder: Folder
  /** From 1; `all` and `none` are beside the outermost folders. */
  level: number
  hasChildren: boolean
}

/** The folders that show, parents before children, siblings by name, without those inside a closed one. */
export function visibleRows(folders: readonly Folder[], open: ReadonlySet<number>): FolderRow[] {
  const children = childrenByParent(folders)
  const rows: FolderRow[] = []
  const add = (parentId: number | null, level: number) => {
    const siblings = [...(children.get(parentId) ?? [])].sort(byName)
    for (const folder of siblings) {
      rows.push({ folder, level, hasChildren: children.has(folder.id) })
      if (open.has(folder.id)) add(folder.id, level + 1)
    }
  }
  add(null, 1)
  return rows
}

function childrenByParent(folders: readonly Folder[]) {
  const children = new Map<number | null, Folder[]>()
  for (const folder of folders) {
    const siblings = children.get(folder.parentId)
    if (siblings) siblings.push(folder)
    else children.set(folder.parentId, [folder])
  }
  return children
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

function byName(a: Folder, b: Folder) {
  return collator.compare(a.name, b.name) || a.id - b.id
}

/** The folders around this one, the nearest first: all have to be open for it to show. */
export function ancestorsOf(folders: readonly Folder[], id: number): number[] {
  const byId = new Map(folders.map((folder) => [folder.id, folder]))
  const found: number[] = []
  let parent = byId.get(id)?.parentId ?? null
  while (parent !== null && !found.includes(parent)) {
    found.push(parent)
    parent = byId.get(parent)?.parentId ?? null
  }
  return found
}

/** So few that all of them show at once need no opening. */
const openAllMax = 20

/** Which are open at first: all, when they are few, or else the way to the one that is chosen. */
export function openAtFirst(folders: readonly Folder[], chosen: Place): Set<number> {
  if (folders.length <= openAllMax) return new Set(folders.map((folder) => folder.id))
  return new Set(typeof chosen === 'number' ? ancestorsOf(folders, chosen) : [])
}

/** Why a folder can't be deleted now; undefined when it can. */
export function whyNotEmpty(folders: readonly Folder[], folder: Folder, noun: readonly [string, string]) {
  const inside = folders.filter((other) => other.parentId === folder.id).length
  if (folder.itemCount > 0) return `Move its ${folder.itemCount === 1 ? noun[0] : noun[1]} elsewhere first`
  return inside > 0 ? 'Delete the folders inside it first' : undefined
}
