'use client'

import type { Credential, CredentialSecrets } from '@/lib/access/credentials/schema'
import { RotateDialog } from '../ui/rotate-dialog'
import type { CredentialActions } from './actions'

type Props = {
  credential: Credential
  rotate: CredentialActions['rotate']
  onRotated: (secrets: CredentialSecrets) => void
  onClose: () => void
}

export function RotateCredentialDialog({ credential, rotate, onRotated, onClose }: Props) {
  return (
    <RotateDialog
      title={`Rotate ${credential.name}`}
      description="It gets a new token and a new consumer secret. Its consumer key stays."
      label="The secret it has now works"
      hasOld={credential.oldSecretUntil !== null}
      onRotate={async (overlapHours) => {
        const result = await rotate({ credentialId: credential.id, overlapHours })
        if (!result.ok) return result.error
        onRotated(result.value)
        return undefined
      }}
      onClose={onClose}
    />
  )
}
