'use client'

import { Eye, EyeOff, Pencil, Trash2 } from 'lucide-react'
import type { DefinedProperty } from '@/lib/contacts/schema'
import { formatNoun } from '@/lib/format/counts'
import { Badge } from '../ui/badge'
import type { MenuItem } from '../ui/menu-item'
import { OrderedTable } from '../ui/ordered-table'
import { useToast } from '../ui/toast'
import { Truncate } from '../ui/truncate'
import type { PropertyActions } from './actions'
import { isBuiltIn, typeNames } from './property-words'

type Props = {
  properties: DefinedProperty[]
  actions: PropertyActions | undefined
  onEdit: (property: DefinedProperty) => void
  onDelete: (property: DefinedProperty) => void
}

const headings = [
  { label: 'Label', style: 'text-left' },
  { label: 'Name', style: 'hidden text-left sm:table-cell' },
  { label: 'Type', style: 'text-left' },
]

/** All of them on one page: an account has two hundred at most. */
export function PropertyTable({ properties, actions, onEdit, onDelete }: Props) {
  const toast = useToast()
  const setHidden = async ({ name, label }: DefinedProperty, hidden: boolean) => {
    const result = await actions?.hide({ name, hidden })
    if (result?.ok) toast({ title: `${label} is ${hidden ? 'hidden' : 'shown'} now`, tone: 'good' })
    else if (result) toast({ title: result.error, tone: 'danger' })
  }
  return (
    <OrderedTable
      label="Properties"
      rows={properties}
      headings={headings}
      nameOf={({ name, label }) => ({ key: name, label })}
      actions={
        actions && {
          place: ({ name }, place) => actions.place({ name, place }),
          itemsOf: (property) => itemsOf(property, { onEdit, onDelete, setHidden }),
        }
      }
      cells={(property) => <Cells property={property} />}
    />
  )
}

function Cells({ property: { name, label, type, entries, hidden } }: { property: DefinedProperty }) {
  return (
    <>
      <th scope="row" className="max-w-36 px-3 text-left font-medium sm:max-w-64">
        <span className="flex items-center gap-2">
          <Truncate text={label} className={hidden ? 'text-muted' : ''} />
          {hidden && <Badge>Hidden</Badge>}
        </span>
      </th>
      <td className="hidden max-w-48 px-3 sm:table-cell">
        <Truncate text={name} className="font-mono text-xs" />
      </td>
      <td className="px-3">
        {typeNames[type]}
        {type === 'set' && !isBuiltIn(name) && (
          <span className="text-muted"> · {formatNoun(entries.length, 'choice')}</span>
        )}
      </td>
    </>
  )
}

type Handlers = Pick<Props, 'onEdit' | 'onDelete'> & {
  setHidden: (property: DefinedProperty, hidden: boolean) => void
}

function itemsOf(property: DefinedProperty, { onEdit, onDelete, setHidden }: Handlers): MenuItem[] {
  const { name, hidden } = property
  const edit: MenuItem = { label: 'Edit …', icon: <Pencil aria-hidden />, onSelect: () => onEdit(property) }
  if (isBuiltIn(name)) return [edit]
  return [
    edit,
    {
      label: hidden ? 'Show' : 'Hide',
      icon: hidden ? <Eye aria-hidden /> : <EyeOff aria-hidden />,
      onSelect: () => setHidden(property, !hidden),
    },
    { type: 'separator' },
    { label: 'Delete …', icon: <Trash2 aria-hidden />, danger: true, onSelect: () => onDelete(property) },
  ]
}
