import type { DragEvent } from 'react'

/** Puts row ids on the drag, under a type that only its drop target reads (lower case: browsers make it so). */
export function startDrag(event: DragEvent, type: string, ids: readonly string[], label: string) {
  event.dataTransfer.setData(type, JSON.stringify(ids))
  event.dataTransfer.effectAllowed = 'move'

  // What is dragged says its number; the browser's own picture would be the whole width of the row.
  const picture = document.createElement('div')
  picture.textContent = label
  picture.className =
    'fixed -top-96 left-0 max-w-72 truncate rounded-md bg-accent-fill px-3 py-1.5 font-medium text-on-fill text-sm'
  document.body.append(picture)
  event.dataTransfer.setDragImage(picture, -12, 12)
  setTimeout(() => picture.remove())
}

/** The ids that `startDrag` put there; none if the drag is something else. */
export function draggedIds(event: DragEvent, type: string): string[] {
  const data = event.dataTransfer.getData(type)
  if (data === '') return []
  const ids: unknown = JSON.parse(data)
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
}
