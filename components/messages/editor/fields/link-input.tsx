'use client'

import { Link2 } from 'lucide-react'
import { IconButton } from '../../../ui/icon-button'
import { Input } from '../../../ui/input'
import { Menu } from '../../../ui/menu'
import { completeLink, preferencesLink, unsubscribeLink } from './link-words'

type Props = { value: string; onChange: (value: string) => void; readOnly?: boolean | undefined }

/** Where a link leads: an address, or a page of ours that is each contact's own. */
export function LinkInput({ value, onChange, readOnly }: Props) {
  const items = [
    { label: 'Unsubscribe', onSelect: () => onChange(unsubscribeLink) },
    { label: 'Change preferences', onSelect: () => onChange(preferencesLink) },
  ]
  return (
    <span className="flex gap-1.5">
      <Input
        value={value}
        readOnly={readOnly}
        inputMode="url"
        autoComplete="off"
        placeholder="https://"
        onChange={(event) => onChange(event.target.value)}
        onBlur={(event) => onChange(completeLink(event.target.value))}
      />
      <Menu items={items}>
        <IconButton
          label="Link to a page of ours"
          variant="secondary"
          icon={<Link2 aria-hidden />}
          disabled={readOnly}
        />
      </Menu>
    </span>
  )
}
