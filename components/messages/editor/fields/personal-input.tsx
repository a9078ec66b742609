'use client'

import { useRef } from 'react'
import { Input } from '../../../ui/input'
import { InsertField } from './insert-field'

type Props = {
  value: string
  onChange: (value: string) => void
  maxLength?: number
  readOnly?: boolean | undefined
}

/** A line of text in which personal fields can be put: {{firstName|there}}. */
export function PersonalInput({ value, onChange, maxLength, readOnly }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const insert = (placeholder: string) => {
    const at = input.current?.selectionStart ?? value.length
    const end = input.current?.selectionEnd ?? at
    onChange(value.slice(0, at) + placeholder + value.slice(end))
    // Before the braces close stands what is said to contacts without one.
    const caret = at + placeholder.length - 2
    requestAnimationFrame(() => {
      input.current?.focus()
      input.current?.setSelectionRange(caret, caret)
    })
  }
  return (
    <span className="flex gap-1.5">
      <Input
        ref={input}
        value={value}
        maxLength={maxLength}
        readOnly={readOnly}
        autoComplete="off"
        onChange={(event) => onChange(event.target.value)}
      />
      <InsertField onInsert={insert} disabled={readOnly} />
    </span>
  )
}
