'use client'

import { useActionState } from 'react'
import type { FormAction } from '@/lib/session/form-state'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'
import { SubmitButton } from '../ui/submit-button'
import { useDoneToast } from './use-done-toast'

export function PasswordForm({ email, action }: { email: string; action: FormAction }) {
  const [state, submit] = useActionState(action, { errors: {} })
  useDoneToast(state, 'Password changed; your other sessions have ended')
  return (
    <section aria-labelledby="password-heading" className="flex max-w-md flex-col gap-4">
      <h2 id="password-heading" className="font-semibold text-lg">
        Password
      </h2>
      <form action={submit} noValidate className="flex flex-col gap-4">
        <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
        <Field label="Password now" required error={state.errors['current']?.[0]}>
          <Input name="current" type="password" autoComplete="current-password" />
        </Field>
        <Field
          label="New password"
          required
          help="At least 10 characters. Your other sessions end."
          error={state.errors['password']?.[0]}
        >
          <Input name="password" type="password" autoComplete="new-password" />
        </Field>
        <FormMessage>{state.message}</FormMessage>
        <SubmitButton className="self-start">Change password</SubmitButton>
      </form>
    </section>
  )
}
