'use client'

import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ActionResult } from '@/lib/session/form-state'
import { cx } from './class-names'
import { IconButton } from './icon-button'
import { Menu } from './menu'
import type { MenuItem } from './menu-item'
import { MoveButtons, MovedNote, type Named, useOrder } from './order'

type Props<Row> = {
  label: string
  rows: Row[]
  headings: readonly { label: string; style: string }[]
  nameOf: (row: Row) => Named
  /** A row's cells, one below each heading. */
  cells: (row: Row) => ReactNode
  /** Figures stand under each other. */
  numbers?: boolean
  /** Absent for whoever changes nothing. */
  actions:
    | {
        /** Puts a row at a place, from 0. */
        place: (row: Row, place: number) => Promise<ActionResult<unknown>>
        itemsOf: (row: Row) => MenuItem[]
      }
    | undefined
}

/** All rows on one page, in an order of their own, which those who may can change. */
export function OrderedTable<Row>({ label, rows, headings, nameOf, cells, numbers, actions }: Props<Row>) {
  const { shown, said, move } = useOrder(rows, {
    nameOf,
    onPlace: async (row, place) => {
      const result = await actions?.place(row, place)
      return result?.ok === false ? result.error : undefined
    },
  })
  return (
    <section aria-label={label} className="relative -mx-3 overflow-x-auto border-line border-y">
      <table {...(numbers && { 'data-numbers': true })} className="w-full border-collapse text-sm">
        <thead>
          <tr className="h-row text-muted text-xs">
            {headings.map((heading) => (
              <th key={heading.label} scope="col" className={cx(heading.style, 'px-3 font-medium')}>
                {heading.label}
              </th>
            ))}
            {actions && (
              <th scope="col" className="w-0 px-3">
                <span className="sr-only">Actions</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, at) => (
            <tr key={nameOf(row).key} className="h-row border-line border-t align-middle">
              {cells(row)}
              {actions && (
                <td className="px-3">
                  <span className="flex items-center justify-end">
                    <MoveButtons name={nameOf(row)} at={at} count={shown.length} move={move} />
                    <Menu items={() => actions.itemsOf(row)}>
                      <IconButton
                        label={`Actions: ${nameOf(row).label}`}
                        size="small"
                        icon={<Ellipsis aria-hidden />}
                      />
                    </Menu>
                  </span>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      <MovedNote>{said}</MovedNote>
    </section>
  )
}
