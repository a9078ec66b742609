'use client'

import { type SubmitEvent, useState, useTransition } from 'react'
import { Button } from './button'
import { Dialog, DialogFooter } from './dialog'
import { Field } from './field'
import { FormMessage } from './form-message'
import { Select } from './select'

type Props = {
  title: string
  /** What changes, and what stays. */
  description: string
  /** What stands before how long the old secret lasts: "The secret it has now works". */
  label: string
  /** One is still left from the rotation before, and ends now. */
  hasOld: boolean
  /** Answers what went wrong, and the dialog stays and says it; nothing, and its caller goes on. */
  onRotate: (overlapHours: number) => Promise<string | undefined>
  onClose: () => void
}

const overlaps = [
  { value: '24', label: 'One more day' },
  { value: '1', label: 'One more hour' },
  { value: '168', label: 'One more week' },
  { value: '0', label: 'Not any longer: it has leaked' },
]

/** Asks how long the old secret stays beside the new one. */
export function RotateDialog({ title, description, label, hasOld, onRotate, onClose }: Props) {
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const overlapHours = Number(new FormData(event.currentTarget).get('overlapHours'))
    startTransition(async () => setError(await onRotate(overlapHours)))
  }
  return (
    <Dialog open onOpenChange={onClose} title={title} description={description}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          label={label}
          help={
            hasOld
              ? 'The one before it, from the last rotation, ends at once.'
              : 'Long enough to bring the new one to the system that uses it.'
          }
        >
          <Select name="overlapHours" options={overlaps} />
        </Field>
        <FormMessage>{error}</FormMessage>
        <DialogFooter className="">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            Rotate secret
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
