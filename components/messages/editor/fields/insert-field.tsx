'use client'

import { UserRound } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button'
import { Menu } from '../../../ui/menu'
import { useEditor } from '../editor-context'

type Props = { onInsert: (placeholder: string) => void; disabled?: boolean | undefined }

/** Offers the personal fields there are. */
export function InsertField({ onInsert, disabled }: Props) {
  const { fields } = useEditor()
  const items = [
    { type: 'heading' as const, label: 'Personal field' },
    ...fields.map(({ name, label }) => ({ label, onSelect: () => onInsert(`{{${name}|}}`) })),
  ]
  return (
    <Menu items={items}>
      <IconButton
        label="Insert personal field"
        variant="secondary"
        icon={<UserRound aria-hidden />}
        disabled={disabled}
      />
    </Menu>
  )
}
