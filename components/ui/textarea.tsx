'use client'

import type { ComponentProps } from 'react'
import { cx } from './class-names'
import { controlStyle } from './control-style'
import { useField } from './field'

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  const field = useField()
  return <textarea {...field} {...props} className={controlStyle(cx('py-1.5', className))} />
}
