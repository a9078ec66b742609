'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { SignIn } from '@/lib/access/schema'
import { runForm } from '@/lib/session/form-action'
import type { FormState } from '@/lib/session/form-state'
import { ownPath } from '@/lib/session/own-path'
import { signIn } from '@/lib/session/password'

export async function signInAction(_previous: FormState, form: FormData): Promise<FormState> {
  return runForm(SignIn, form, async (input) => {
    await signIn(input)
    redirect(ownPath(form.get('next')) as Route)
  })
}
