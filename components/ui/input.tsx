'use client'

import type { ComponentProps } from 'react'
import { cx } from './class-names'
import { controlStyle } from './control-style'
import { useField } from './field'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  const field = useField()
  return <input {...field} {...props} className={controlStyle(cx('h-field', className))} />
}
