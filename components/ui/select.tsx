'use client'

import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './class-names'
import { controlStyle } from './control-style'
import { useField } from './field'

export type SelectOption = { value: string; label: string; disabled?: boolean }
export type SelectGroup = { label: string; options: readonly SelectOption[] }

type Props = Omit<ComponentProps<'select'>, 'children' | 'multiple'> & {
  options: readonly (SelectOption | SelectGroup)[]
}

/**
 * The browser's own select: the wheel on a phone, type-ahead, form reset and every screen reader come with it.
 * Where the browser lets its list be styled, globals.css gives it the look of the menus.
 */
export function Select({ options, className, ...props }: Props) {
  const field = useField()
  return (
    <span className={cx('relative block', className)}>
      <select {...field} {...props} className={controlStyle('h-field cursor-pointer pr-8')}>
        {options.map((option) =>
          'options' in option ? (
            <optgroup key={option.label} label={option.label}>
              {option.options.map(optionOf)}
            </optgroup>
          ) : (
            optionOf(option)
          ),
        )}
      </select>
      <ChevronDown
        aria-hidden
        className="-translate-y-1/2 pointer-events-none absolute top-1/2 right-2.5 size-4 text-muted"
      />
    </span>
  )
}

function optionOf({ value, label, disabled }: SelectOption) {
  return (
    <option key={value} value={value} disabled={disabled}>
      {label}
    </option>
  )
}
