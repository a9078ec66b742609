'use client'

import { type ComponentProps, type ReactNode, useId } from 'react'

type Props = Omit<ComponentProps<'input'>, 'type' | 'size'> & { label: string; help?: ReactNode }

/** One of several, in a fieldset whose legend asks. */
export function Radio({ label, help, ...props }: Props) {
  const note = useId()
  return (
    <label className="inline-flex items-start gap-2 text-sm">
      <input
        {...props}
        type="radio"
        aria-describedby={help ? note : undefined}
        className="mt-0.5 size-4 shrink-0 accent-(--accent)"
      />
      <span className="flex flex-col">
        {label}
        {help && (
          <span id={note} className="text-muted text-xs">
            {help}
          </span>
        )}
      </span>
    </label>
  )
}
