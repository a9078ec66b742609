'use client'

import { type KeyboardEvent, useId, useRef, useState, useTransition } from 'react'
import { controlStyle } from '../ui/control-style'

type Props = {
  label: string
  value: string
  /** Answers what is wrong with the name; it can then be mended. */
  onSave: (name: string) => Promise<string | undefined>
  /** Saved or given up. */
  onDone: () => void
}

/** A folder's name where it stands: Enter or leaving it saves, Esc gives up. */
export function FolderName({ label, value, onSave, onDone }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const note = useId()

  const save = () => {
    const name = input.current?.value.trim() ?? ''
    if (pending) return
    if (name === '' || name === value) return onDone()
    startTransition(async () => {
      const failed = await onSave(name)
      setError(failed)
      if (failed) input.current?.focus()
      else onDone()
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // The tree's own keys are not for what is typed here.
    event.stopPropagation()
    if (event.key === 'Enter') save()
    if (event.key === 'Escape') onDone()
  }

  return (
    <span className="flex min-w-0 flex-1 flex-col">
      <input
        ref={input}
        // biome-ignore lint/a11y/noAutofocus: it appears because it was asked for, to be typed into.
        autoFocus
        onFocus={(event) => event.target.select()}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? note : undefined}
        aria-busy={pending}
        readOnly={pending}
        defaultValue={value}
        maxLength={255}
        autoComplete="off"
        onKeyDown={onKeyDown}
        onBlur={() => (error ? onDone() : save())}
        onChange={() => setError(undefined)}
        className={controlStyle('h-7 px-1.5')}
      />
      <span id={note} role="alert" className="whitespace-normal py-1 text-danger text-xs empty:hidden">
        {error}
      </span>
    </span>
  )
}
