'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { ChangePassword, EndSession } from '@/lib/access/schema'
import { endOtherSessions, endSession } from '@/lib/access/sessions'
import { formAction, valueAction } from '@/lib/session/form-action'
import { changePassword } from '@/lib/session/password'
import { requireUser, systemContext } from '@/lib/session/session'

const path = '/settings/sign-in'

export const changePasswordAction = formAction(ChangePassword, async (_ctx, input) => {
  await changePassword(input)
  revalidatePath(path)
})

export const endSessionAction = valueAction(EndSession, async (_ctx, { sessionId }) => {
  const { signed } = await requireUser()
  await endSession(systemContext(), signed, sessionId)
  revalidatePath(path)
})

export const endOtherSessionsAction = valueAction(z.object({}), async () => {
  const { signed } = await requireUser()
  await endOtherSessions(systemContext(), signed)
  revalidatePath(path)
})
