'use client'

import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { formatCount } from '@/lib/format/counts'
import type { PermissionEntry } from '@/lib/permissions/schema'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import { MoveButtons, MovedNote, useOrder } from '../ui/order'
import { Truncate } from '../ui/truncate'
import type { PermissionActions } from './actions'

type Props = {
  permissions: PermissionEntry[]
  actions: PermissionActions | undefined
  onRename: (permission: PermissionEntry) => void
  onDelete: (permission: PermissionEntry) => void
}

const headings = [
  { label: 'Name', style: 'px-3 text-left' },
  { label: 'Bit', style: 'px-3 text-right' },
  { label: 'Granted', style: 'px-3 text-right' },
  { label: 'Withdrawn', style: 'hidden px-3 text-right sm:table-cell' },
]

const nameOf = ({ bit, name }: PermissionEntry) => ({ key: String(bit), label: name })

/** All of them on one page: there are 63 bits. */
export function PermissionTable({ permissions, actions, onRename, onDelete }: Props) {
  const { shown, said, move } = useOrder(permissions, {
    nameOf,
    onPlace: async ({ bit }, place) => {
      const result = await actions?.place({ bit, place })
      return result?.ok === false ? result.error : undefined
    },
  })
  const itemsOf = (permission: PermissionEntry): MenuItem[] => [
    { label: 'Rename …', icon: <Pencil aria-hidden />, onSelect: () => onRename(permission) },
    { type: 'separator' },
    { label: 'Delete …', icon: <Trash2 aria-hidden />, danger: true, onSelect: () => onDelete(permission) },
  ]
  return (
    <section aria-label="Permissions" className="relative -mx-3 overflow-x-auto border-line border-y">
      <table data-numbers className="w-full border-collapse text-sm">
        <thead>
          <tr className="h-row text-muted text-xs">
            {headings.map(({ label, style }) => (
              <th key={label} scope="col" className={`${style} font-medium`}>
                {label}
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
          {shown.map((permission, at) => (
            <tr key={permission.bit} className="h-row border-line border-t align-middle">
              <th scope="row" className="max-w-36 px-3 text-left font-medium sm:max-w-96">
                <Truncate text={permission.name} />
              </th>
              <td className="px-3 text-right">{permission.bit}</td>
              <td className="px-3 text-right">{formatCount(permission.granted)}</td>
              <td className="hidden px-3 text-right sm:table-cell">{formatCount(permission.withdrawn)}</td>
              {actions && (
                <td className="px-3">
                  <span className="flex items-center justify-end">
                    <MoveButtons name={nameOf(permission)} at={at} count={shown.length} move={move} />
                    <Menu items={() => itemsOf(permission)}>
                      <IconButton
                        label={`Actions: ${permission.name}`}
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
