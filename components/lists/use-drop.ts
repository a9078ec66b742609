'use client'

import { type DragEvent, useState } from 'react'
import { draggedIds } from '../data-table/drag'

/** Lets rows of one kind be dropped; `over` while they hang above. */
export function useDrop(dragType: string | undefined, onDrop: (ids: string[]) => void) {
  const [over, setOver] = useState(false)
  const fits = (event: DragEvent) => dragType !== undefined && event.dataTransfer.types.includes(dragType)

  const handlers = {
    onDragOver: (event: DragEvent) => {
      if (!fits(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      // Leaving for an element inside is no leaving.
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      setOver(false)
      if (dragType === undefined || !fits(event)) return
      event.preventDefault()
      const ids = draggedIds(event, dragType)
      if (ids.length > 0) onDrop(ids)
    },
  }
  return { over, handlers }
}
