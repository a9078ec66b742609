'use client'

import type { ComponentProps } from 'react'
import { cx } from './class-names'
import { controlStyle } from './control-style'
import { useField } from './field'

/** Grows with what is written, where the browser can. */
export function Textarea({ className, rows = 3, ...props }: ComponentProps<'textarea'>) {
  const field = useField()
  const style = controlStyle(cx('field-sizing-content max-h-96 py-1.5', className))
  return <textarea {...field} {...props} rows={rows} className={style} />
}
