'use client'

import { useActionState } from 'react'
import type { FormAction } from '@/lib/session/form-state'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'
import { SubmitButton } from '../ui/submit-button'

type Props = {
  action: FormAction
  /** Where to go then. */
  next: string
}

export function SignInForm({ action, next }: Props) {
  const [state, submit] = useActionState(action, { errors: {} })
  return (
    <form action={submit} noValidate className="flex flex-col gap-4">
      <input type="hidden" name="next" value={next} />
      <Field label="E-mail address" required error={state.errors['email']?.[0]}>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          defaultValue={state.values?.['email']}
        />
      </Field>
      <Field label="Password" required error={state.errors['password']?.[0]}>
        <Input name="password" type="password" autoComplete="current-password" />
      </Field>
      <FormMessage>{state.message}</FormMessage>
      <SubmitButton>Sign in</SubmitButton>
    </form>
  )
}
