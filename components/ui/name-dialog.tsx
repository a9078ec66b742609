'use client'

import { nameMax } from '@/lib/platform/schema'
import type { ActionResult } from '@/lib/session/form-state'
import { Field } from './field'
import { FormDialog } from './form-dialog'
import { Input } from './input'

type Props = {
  title: string
  submitLabel: string
  /** What it is called before anything is typed; cut to the length of a name. */
  name: string
  onSave: (name: string) => Promise<ActionResult<unknown>>
  onClose: () => void
}

/** Asks what something is to be called; stays until it was saved. Whatever is wrong is told at the name. */
export function NameDialog({ title, submitLabel, name, onSave, onClose }: Props) {
  return (
    <FormDialog
      title={title}
      size="small"
      submitLabel={submitLabel}
      onClose={onClose}
      onSubmit={async (form) => {
        const result = await onSave(String(form.get('name')).trim())
        if (!result.ok) return { error: result.error, field: 'name' }
        onClose()
        return undefined
      }}
    >
      {(errorOf) => (
        <Field label="Name" required error={errorOf('name')}>
          <Input
            name="name"
            autoComplete="off"
            defaultValue={[...name].slice(0, nameMax).join('')}
            onFocus={(event) => event.currentTarget.select()}
          />
        </Field>
      )}
    </FormDialog>
  )
}
