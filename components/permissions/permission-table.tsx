'use client'

import { Pencil, Trash2 } from 'lucide-react'
import { formatCount } from '@/lib/format/counts'
import type { PermissionEntry } from '@/lib/permissions/schema'
import type { MenuItem } from '../ui/menu-item'
import { OrderedTable } from '../ui/ordered-table'
import { Truncate } from '../ui/truncate'
import type { PermissionActions } from './actions'

type Props = {
  permissions: PermissionEntry[]
  actions: PermissionActions | undefined
  onRename: (permission: PermissionEntry) => void
  onDelete: (permission: PermissionEntry) => void
}

const headings = [
  { label: 'Name', style: 'text-left' },
  { label: 'Bit', style: 'text-right' },
  { label: 'Granted', style: 'text-right' },
  { label: 'Withdrawn', style: 'hidden text-right sm:table-cell' },
]

/** All of them on one page: there are 63 bits. */
export function PermissionTable({ permissions, actions, onRename, onDelete }: Props) {
  const itemsOf = (permission: PermissionEntry): MenuItem[] => [
    { label: 'Rename …', icon: <Pencil aria-hidden />, onSelect: () => onRename(permission) },
    { type: 'separator' },
    { label: 'Delete …', icon: <Trash2 aria-hidden />, danger: true, onSelect: () => onDelete(permission) },
  ]
  return (
    <OrderedTable
      label="Permissions"
      rows={permissions}
      headings={headings}
      numbers
      nameOf={({ bit, name }) => ({ key: String(bit), label: name })}
      actions={actions && { place: ({ bit }, place) => actions.place({ bit, place }), itemsOf }}
      cells={({ bit, name, granted, withdrawn }) => (
        <>
          <th scope="row" className="max-w-36 px-3 text-left font-medium sm:max-w-96">
            <Truncate text={name} />
          </th>
          <td className="px-3 text-right">{bit}</td>
          <td className="px-3 text-right">{formatCount(granted)}</td>
          <td className="hidden px-3 text-right sm:table-cell">{formatCount(withdrawn)}</td>
        </>
      )}
    />
  )
}
