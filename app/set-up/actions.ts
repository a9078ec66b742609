'use server'

import { redirect } from 'next/navigation'
import { SetUp } from '@/lib/access/schema'
import { setUp } from '@/lib/access/set-up'
import { runForm } from '@/lib/session/form-action'
import type { FormState } from '@/lib/session/form-state'
import { signIn } from '@/lib/session/password'
import { systemContext } from '@/lib/session/session'

export async function setUpAction(_previous: FormState, form: FormData): Promise<FormState> {
  return runForm(SetUp, form, async (input) => {
    await setUp(systemContext(), input)
    await signIn(input)
    redirect('/')
  })
}
