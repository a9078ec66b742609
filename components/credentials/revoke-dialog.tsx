'use client'

import type { Credential } from '@/lib/access/credentials/schema'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { RelativeTime } from '../ui/relative-time'
import type { CredentialActions } from './actions'

type Props = { credential: Credential; revoke: CredentialActions['revoke']; onClose: () => void }

export function RevokeDialog({ credential, revoke, onClose }: Props) {
  const { id, name, lastUsedAt } = credential
  const confirm = async () => {
    const result = await revoke(id)
    return result.ok ? undefined : result.error
  }
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Revoke ${name}?`}
      confirmLabel="Revoke credential"
      onConfirm={confirm}
    >
      <p>
        The system that uses it stops syncing: from this moment every request with its token or its consumer
        key is refused, for good.{' '}
        {lastUsedAt ? (
          <>
            It was last used <RelativeTime at={lastUsedAt} />.
          </>
        ) : (
          'It was never used.'
        )}
      </p>
      <p className="mt-2">Audiences, contacts and the history of its syncs stay as they are.</p>
    </ConfirmDialog>
  )
}
