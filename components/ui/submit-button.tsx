'use client'

import type { ComponentProps } from 'react'
import { useFormStatus } from 'react-dom'
import { Button } from './button'

/** The primary button of the form around it; pending while the form's action runs. */
export function SubmitButton({ variant = 'primary', ...props }: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus()
  return <Button {...props} variant={variant} type="submit" pending={pending || props.pending} />
}
