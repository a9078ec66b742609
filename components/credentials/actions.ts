import type { CredentialSecrets, NewCredential, Rotation } from '@/lib/access/credentials/schema'
import type { ActionResult } from '@/lib/session/form-state'

/** The server actions these screens are given. */
export type CredentialActions = {
  create: (input: NewCredential) => Promise<ActionResult<CredentialSecrets>>
  rotate: (input: Rotation) => Promise<ActionResult<CredentialSecrets>>
  revoke: (credentialId: number) => Promise<ActionResult<void>>
}
