'use client'

import { CircleAlert } from 'lucide-react'
import { createContext, type ReactNode, useContext, useId } from 'react'
import { cx } from './class-names'

type FieldState = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
  'aria-required': boolean | undefined
}

const FieldContext = createContext<FieldState | null>(null)

/** What a control inside a Field takes over from it. Outside a Field: nothing. */
export function useField(): Partial<FieldState> {
  return useContext(FieldContext) ?? {}
}

type Props = {
  label: string
  /** What to fill in and why, below the control. */
  help?: ReactNode
  /** What is wrong and how to mend it; takes the place of the help and is announced. */
  error?: string | null | undefined
  required?: boolean
  /** Said beside the label, so that the required ones need no mark. */
  optional?: boolean
  /** The label is there for a screen reader only, where the place says it to the eye. */
  hideLabel?: boolean
  className?: string
  /** One Input, Textarea or Select. */
  children: ReactNode
}

export function Field(props: Props) {
  const { label, help, error, required, optional, hideLabel, className, children } = props
  const id = useId()
  const note = `${id}-note`
  const state: FieldState = {
    id,
    'aria-describedby': help || error ? note : undefined,
    'aria-invalid': error ? true : undefined,
    'aria-required': required || undefined,
  }

  return (
    <div className={cx('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className={cx('font-medium text-sm', hideLabel && 'sr-only')}>
        {label}
        {optional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      <FieldContext value={state}>{children}</FieldContext>
      <div id={note} aria-live="polite" className="text-xs empty:hidden">
        {error ? <FieldError>{error}</FieldError> : help && <p className="text-muted">{help}</p>}
      </div>
    </div>
  )
}

function FieldError({ children }: { children: string }) {
  return (
    <p className="flex gap-1 text-danger">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
      {children}
    </p>
  )
}

/** Moves to the first field of a form that is marked as wrong. */
export function focusFirstProblem(form: HTMLFormElement | null) {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
}
