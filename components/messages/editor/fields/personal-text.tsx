'use client'

import { BlockField, type BlockFieldProps } from './block-field'
import { PersonalInput } from './personal-input'

export function PersonalText({ field, value, onChange, readOnly }: BlockFieldProps<string>) {
  return (
    <BlockField field={field}>
      <PersonalInput value={value} onChange={onChange} readOnly={readOnly} />
    </BlockField>
  )
}
