'use client'

import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react'
import { cx } from './class-names'

type Props = Omit<ComponentProps<'input'>, 'type' | 'size'> & {
  label: string
  /** The label is for a screen reader only, as in a table. */
  hideLabel?: boolean
  help?: ReactNode
  /** Some of what it stands for is chosen, not all. */
  indeterminate?: boolean
}

export function Checkbox({ label, hideLabel, help, indeterminate = false, className, ...props }: Props) {
  const box = useRef<HTMLInputElement>(null)
  const note = useId()

  // The browser knows this state from a property only, never from markup.
  useEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate
  }, [indeterminate])

  return (
    // Without its label to press on, the box alone would be too small for a finger.
    <label className={cx('inline-flex items-start gap-2 text-sm', hideLabel && '-m-2 p-2', className)}>
      <input
        {...props}
        ref={box}
        type="checkbox"
        aria-describedby={help ? note : undefined}
        className={cx('checkbox size-4 shrink-0', !hideLabel && 'mt-0.5')}
      />
      <span className={cx('flex flex-col', hideLabel && 'sr-only')}>
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
