'use client'

import { type SubmitEvent, useState, useTransition } from 'react'
import type { ActionResult } from '@/lib/session/form-state'
import { Button } from '../ui/button'
import { Dialog, DialogFooter } from '../ui/dialog'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

type Props = {
  title: string
  submitLabel: string
  /** What it is called before anything is typed. */
  name: string
  onSave: (name: string) => Promise<ActionResult<unknown>>
  onClose: () => void
}

/** Asks what a list is to be called; stays until it was saved. */
export function NameDialog({ title, submitLabel, name, onSave, onClose }: Props) {
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = String(new FormData(event.currentTarget).get('name')).trim()
    startTransition(async () => {
      const result = await onSave(typed)
      if (result.ok) onClose()
      else setError(result.error)
    })
  }
  return (
    <Dialog open onOpenChange={onClose} title={title} size="small">
      <form noValidate onSubmit={submit}>
        <Field label="Name" required error={error}>
          <Input
            name="name"
            autoComplete="off"
            defaultValue={name}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Field>
        <DialogFooter>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {submitLabel}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
