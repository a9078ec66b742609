'use client'

import { useActionState, useEffect, useState } from 'react'
import { type Role, roleNotes } from '@/lib/access/schema'
import type { FormAction } from '@/lib/session/form-state'
import { Button } from '../ui/button'
import { Dialog, DialogFooter } from '../ui/dialog'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'
import { Select, type SelectOption } from '../ui/select'
import { SubmitButton } from '../ui/submit-button'
import { useDoneToast } from './use-done-toast'

type Props = { roleOptions: readonly SelectOption[]; action: FormAction; onClose: () => void }

export function AddUserDialog({ roleOptions, action, onClose }: Props) {
  const [state, submit] = useActionState(action, { errors: {} })
  const initial = state.values?.['role'] ?? 'editor'
  const [role, setRole] = useState<Role>('editor')
  useDoneToast(state, 'User added')
  useEffect(() => {
    if (state.done) onClose()
  }, [state, onClose])
  const error = (name: string) => state.errors[name]?.[0]
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Add user"
      description="Tell them the address of this page and the password; they change it under Your sign-in."
    >
      <form action={submit} noValidate className="flex flex-col gap-4">
        <Field label="Name" required error={error('name')}>
          <Input name="name" autoComplete="off" defaultValue={state.values?.['name']} />
        </Field>
        <Field label="E-mail address" required error={error('email')}>
          <Input name="email" type="email" autoComplete="off" defaultValue={state.values?.['email']} />
        </Field>
        <Field label="Role" help={roleNotes[role]} error={error('role')}>
          <Select
            name="role"
            options={roleOptions}
            // Not a controlled one: the browser puts those back to the first choice once the action has run.
            key={initial}
            defaultValue={initial}
            onChange={(event) => setRole(event.target.value as Role)}
          />
        </Field>
        <Field label="First password" required help="At least 10 characters." error={error('password')}>
          <Input name="password" type="text" autoComplete="off" spellCheck={false} />
        </Field>
        <FormMessage>{state.message}</FormMessage>
        <DialogFooter className="">
          <Button onClick={onClose}>Cancel</Button>
          <SubmitButton>Add user</SubmitButton>
        </DialogFooter>
      </form>
    </Dialog>
  )
}
