'use server'

import { revalidatePath } from 'next/cache'
import { z } from 'zod'
import { clearOutbox } from '@/lib/mailings/outbox/commands'
import { valueAction } from '@/lib/session/form-action'

export const clearOutboxAction = valueAction(z.void(), async (ctx) => {
  const count = await clearOutbox(ctx)
  revalidatePath('/outbox', 'layout')
  return count
})
