'use server'

import { revalidatePath } from 'next/cache'
import { createCredential, revokeCredential, rotateCredential } from '@/lib/access/credentials/commands'
import { CredentialId, NewCredential, Rotation } from '@/lib/access/credentials/schema'
import { valueAction } from '@/lib/session/form-action'

const path = '/credentials'

export const createCredentialAction = valueAction(NewCredential, async (ctx, input) => {
  const { secrets } = await createCredential(ctx, input)
  revalidatePath(path)
  return secrets
})

export const rotateCredentialAction = valueAction(Rotation, async (ctx, input) => {
  const { secrets } = await rotateCredential(ctx, input)
  revalidatePath(path)
  return secrets
})

export const revokeCredentialAction = valueAction(CredentialId, async (ctx, credentialId) => {
  await revokeCredential(ctx, credentialId)
  revalidatePath(path)
})
