'use client'

import type { ReactNode } from 'react'
import { Field } from '../../../ui/field'

/** What the block editor hands a field of ours. */
export type BlockFieldProps<Value> = {
  field: { label?: string }
  value: Value
  onChange: (value: Value) => void
  readOnly?: boolean
}

type Props = { field: { label?: string }; help?: string; error?: string | undefined; children: ReactNode }

export function BlockField({ field, help, error, children }: Props) {
  return (
    <Field label={field.label ?? ''} help={help} error={error} className="mb-4 font-sans">
      {children}
    </Field>
  )
}
