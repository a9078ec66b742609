'use client'

import { BlockField, type BlockFieldProps } from './block-field'
import { LinkInput } from './link-input'

export function LinkField({ field, value, onChange, readOnly }: BlockFieldProps<string>) {
  return (
    <BlockField field={field} help="A web or e-mail address, or a telephone number as tel:+31…">
      <LinkInput value={value} onChange={onChange} readOnly={readOnly} />
    </BlockField>
  )
}
