'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useLayoutEffect, useOptimistic, useRef, useState, useTransition } from 'react'
import { IconButton } from './icon-button'
import { useToast } from './toast'

export type Named = { key: string; label: string }

type Options<Row> = {
  nameOf: (row: Row) => Named
  /** Puts a row at a place, from 0. Answers what went wrong, or nothing. */
  onPlace: (row: Row, place: number) => Promise<string | undefined>
}

type Direction = 'up' | 'down'

type Order<Row> = {
  /** The rows as they are put now, before it is saved. */
  shown: Row[]
  /** What has moved where, for a screen reader. */
  said: string
  move: (at: number, direction: Direction) => void
}

/** Rows in an order of their own, changed by MoveButtons in each. */
export function useOrder<Row>(rows: Row[], { nameOf, onPlace }: Options<Row>): Order<Row> {
  const [shown, showMoved] = useOptimistic(rows, (now, { row, place }: { row: Row; place: number }) => {
    const others = now.filter((other) => nameOf(other).key !== nameOf(row).key)
    return others.toSpliced(place, 0, row)
  })
  const [said, setSaid] = useState('')
  const [pending, startTransition] = useTransition()
  const toast = useToast()
  const pressed = useRef<string>(undefined)

  // A row that moves loses the focus: its button gets it back, so that it can be pressed again.
  useLayoutEffect(() => {
    if (pressed.current === undefined) return
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>(`[data-move=${JSON.stringify(pressed.current)}]`)?.focus()
    if (!pending) pressed.current = undefined
  })

  const move = (at: number, direction: Direction) => {
    const row = shown[at]
    const place = direction === 'up' ? at - 1 : at + 1
    if (row === undefined || place < 0 || place >= shown.length) return
    const { key, label } = nameOf(row)
    pressed.current = `${key} ${direction}`
    setSaid(`${label} is number ${place + 1} of ${shown.length} now.`)
    startTransition(async () => {
      showMoved({ row, place })
      const problem = await onPlace(row, place)
      if (problem) toast({ title: problem, tone: 'danger' })
    })
  }
  return { shown, said, move }
}

type MoveButtonsProps = { name: Named; at: number; count: number; move: Order<unknown>['move'] }

export function MoveButtons({ name: { key, label }, at, count, move }: MoveButtonsProps) {
  return (
    <>
      <IconButton
        size="small"
        data-move={`${key} up`}
        label={`Move ${label} up`}
        icon={<ArrowUp aria-hidden />}
        aria-disabled={at === 0}
        onClick={() => move(at, 'up')}
      />
      <IconButton
        size="small"
        data-move={`${key} down`}
        label={`Move ${label} down`}
        icon={<ArrowDown aria-hidden />}
        aria-disabled={at === count - 1}
        onClick={() => move(at, 'down')}
      />
    </>
  )
}

/** Says to a screen reader where a row has gone. */
export function MovedNote({ children }: { children: string }) {
  return (
    <p aria-live="polite" className="sr-only">
      {children}
    </p>
  )
}
