'use client'

import { Ellipsis, Eye, EyeOff, Pencil, Trash2 } from 'lucide-react'
import type { DefinedProperty } from '@/lib/contacts/schema'
import { formatNoun } from '@/lib/format/counts'
import { Badge } from '../ui/badge'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import { MoveButtons, MovedNote, useOrder } from '../ui/order'
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
  { label: 'Label', style: 'px-3' },
  { label: 'Name', style: 'hidden px-3 sm:table-cell' },
  { label: 'Type', style: 'px-3' },
]

const nameOf = ({ name, label }: DefinedProperty) => ({ key: name, label })

/** All of them on one page: an account has two hundred at most. */
export function PropertyTable({ properties, actions, onEdit, onDelete }: Props) {
  const toast = useToast()
  const { shown, said, move } = useOrder(properties, {
    nameOf,
    onPlace: async ({ name }, place) => {
      const result = await actions?.place({ name, place })
      return result?.ok === false ? result.error : undefined
    },
  })
  const setHidden = async ({ name, label }: DefinedProperty, hidden: boolean) => {
    const result = await actions?.hide({ name, hidden })
    if (result?.ok) toast({ title: `${label} is ${hidden ? 'hidden' : 'shown'} now`, tone: 'good' })
    else if (result) toast({ title: result.error, tone: 'danger' })
  }
  return (
    <section aria-label="Properties" className="relative -mx-3 overflow-x-auto border-line border-y">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="h-row text-left text-muted text-xs">
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
          {shown.map((property, at) => (
            <Row key={property.name} property={property}>
              {actions && (
                <td className="px-3">
                  <span className="flex items-center justify-end">
                    <MoveButtons name={nameOf(property)} at={at} count={shown.length} move={move} />
                    <Menu items={() => itemsOf(property, { onEdit, onDelete, setHidden })}>
                      <IconButton
                        label={`Actions: ${property.label}`}
                        size="small"
                        icon={<Ellipsis aria-hidden />}
                      />
                    </Menu>
                  </span>
                </td>
              )}
            </Row>
          ))}
        </tbody>
      </table>
      <MovedNote>{said}</MovedNote>
    </section>
  )
}

function Row({ property, children }: { property: DefinedProperty; children: React.ReactNode }) {
  const { name, label, type, entries, hidden } = property
  return (
    <tr className="h-row border-line border-t align-middle">
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
      {children}
    </tr>
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
