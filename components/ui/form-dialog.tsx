'use client'

import { type ReactNode, type SubmitEvent, useEffect, useRef, useState, useTransition } from 'react'
import { Button } from './button'
import { Dialog, DialogFooter } from './dialog'
import { focusFirstProblem } from './field'
import { FormMessage } from './form-message'

/** Why what was filled in cannot be saved; `field` is a path, such as `entries.0.bit`. */
export type Failure = { error: string; field?: string }

type Props = {
  title: string
  description?: ReactNode
  size?: 'small' | 'normal'
  /** The verb and its noun: "Create property". */
  submitLabel: string
  /** `danger` for what cannot be taken back. */
  tone?: 'primary' | 'danger'
  /** Answers why not, or nothing: then the caller closes the dialog or goes on. */
  onSubmit: (form: FormData) => Promise<Failure | undefined>
  onClose: () => void
  /** The fields. `errorOf` answers what is wrong with one, or within it. */
  children: (errorOf: (field: string) => string | undefined) => ReactNode
}

/** A form that fills a dialog: what is wrong stands at its field, and what was filled in stays. */
export function FormDialog(props: Props) {
  const { title, description, size = 'normal', submitLabel, tone = 'primary', onSubmit } = props
  const { onClose, children } = props
  const [failure, setFailure] = useState<Failure>()
  const [pending, startTransition] = useTransition()
  const formRef = useRef<HTMLFormElement>(null)
  // In a long form the field may be out of sight.
  useEffect(() => {
    if (failure?.field) focusFirstProblem(formRef.current)
  }, [failure])
  const errorOf = (field: string) =>
    failure?.field === field || failure?.field?.startsWith(`${field}.`) ? failure.error : undefined
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    startTransition(async () => setFailure(await onSubmit(form)))
  }
  return (
    <Dialog open onOpenChange={onClose} title={title} description={description} size={size}>
      <form ref={formRef} noValidate onSubmit={submit} className="flex flex-col gap-4">
        {children(errorOf)}
        <FormMessage>{failure && !failure.field ? failure.error : undefined}</FormMessage>
        <DialogFooter className="">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant={tone} pending={pending}>
            {submitLabel}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
