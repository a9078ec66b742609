'use client'

import { type FocusEvent, type KeyboardEvent, type RefObject, useState } from 'react'

/** A row of the tree as the keys see it, in the order it is seen. */
export type TreeStop = {
  /** As in `data-stop`. */
  id: string
  name: string
  level: number
  /** Undefined: there is nothing inside. */
  open: boolean | undefined
}

type Acts = {
  onOpen: (id: string) => void
  onToggle: (id: string) => void
  onRename: (id: string) => void
  onDelete: (id: string) => void
}

/** The keys of a tree as the ARIA Authoring Practices have them, with F2 to rename and Delete. */
export function useTreeKeys(
  tree: RefObject<HTMLElement | null>,
  stops: readonly TreeStop[],
  first: string,
  acts: Acts,
) {
  const [activeId, setActiveId] = useState(first)
  const found = stops.findIndex((stop) => stop.id === activeId)
  const at = found === -1 ? 0 : found

  const focusStop = (id: string | undefined) => {
    if (id === undefined) return
    setActiveId(id)
    tree.current?.querySelector<HTMLElement>(`[data-stop="${CSS.escape(id)}"]`)?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const stop = stops[at]
    const target = event.target as HTMLElement
    if (!stop || event.ctrlKey || event.metaKey || event.altKey || !target.matches('[data-stop]')) return
    const next = stopFor(event.key, stops, at)
    if (next) focusStop(next.id)
    else if (!act(event.key, stop, acts)) return
    event.preventDefault()
  }
  const onFocus = (event: FocusEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-stop]')?.dataset['stop']
    if (id !== undefined) setActiveId(id)
  }

  return { activeId: stops[at]?.id, onKeyDown, onFocus, focusStop }
}

/** Where a key moves the focus, if it does. */
export function stopFor(key: string, stops: readonly TreeStop[], at: number): TreeStop | undefined {
  const stop = stops[at]
  if (key === 'ArrowDown') return stops[at + 1]
  if (key === 'ArrowUp') return stops[at - 1]
  if (key === 'Home') return stops[0]
  if (key === 'End') return stops.at(-1)
  if (key === 'ArrowRight') return stop?.open ? stops[at + 1] : undefined
  if (key === 'ArrowLeft') return stop?.open ? undefined : parentOf(stops, at)
  return typeAhead(key, stops, at)
}

function parentOf(stops: readonly TreeStop[], at: number) {
  const level = stops[at]?.level ?? 1
  return stops.slice(0, at).findLast((stop) => stop.level < level)
}

function typeAhead(key: string, stops: readonly TreeStop[], at: number) {
  if ([...key].length !== 1 || key === ' ') return undefined
  const after = [...stops.slice(at + 1), ...stops.slice(0, at)]
  return after.find((stop) => stop.name.toLowerCase().startsWith(key.toLowerCase()))
}

function act(key: string, stop: TreeStop, acts: Acts): boolean {
  if (key === 'Enter' || key === ' ') acts.onOpen(stop.id)
  else if (key === 'F2') acts.onRename(stop.id)
  else if (key === 'Delete') acts.onDelete(stop.id)
  else if (key === 'ArrowRight' && stop.open === false) acts.onToggle(stop.id)
  else if (key === 'ArrowLeft' && stop.open) acts.onToggle(stop.id)
  else return key.startsWith('Arrow')
  return true
}
