'use client'

import { KeyRound, Plus } from 'lucide-react'
import { useState } from 'react'
import type { Credential, CredentialSecrets } from '@/lib/access/credentials/schema'
import { Button } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Page } from '../ui/page'
import type { CredentialActions } from './actions'
import { CreateDialog } from './create-dialog'
import { CredentialTable } from './credential-table'
import { RevokeDialog } from './revoke-dialog'
import { RotateCredentialDialog } from './rotate-dialog'
import { CredentialSecretsDialog } from './secrets-dialog'

type Step =
  | { do: 'create' }
  | { do: 'rotate' | 'revoke'; credential: Credential }
  | { do: 'show'; name: string; secrets: CredentialSecrets }

/** The credentials of the account, and the steps of making, rotating and revoking one. */
export function Credentials({ credentials, ...actions }: CredentialActions & { credentials: Credential[] }) {
  const [step, setStep] = useState<Step | null>(null)
  const close = () => setStep(null)
  const show = (name: string) => (secrets: CredentialSecrets) => setStep({ do: 'show', name, secrets })
  const createButton = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setStep({ do: 'create' })}>
      Create credential
    </Button>
  )

  return (
    <Page
      title="Credentials"
      lead="Each lets one external system in: a bearer token, and an OAuth 1.0a key and secret for existing clients."
      actions={credentials.length > 0 && createButton}
    >
      {credentials.length > 0 ? (
        <CredentialTable
          credentials={credentials}
          onRotate={(credential) => setStep({ do: 'rotate', credential })}
          onRevoke={(credential) => setStep({ do: 'revoke', credential })}
        />
      ) : (
        <EmptyState icon={<KeyRound />} title="No system can reach this account yet" actions={createButton}>
          <p>
            Create a credential for each system that sends audiences or contacts, so that one can be revoked
            without stopping the others.
          </p>
        </EmptyState>
      )}
      {step?.do === 'create' && <CreateDialog create={actions.create} onCreated={show} onClose={close} />}
      {step?.do === 'rotate' && (
        <RotateCredentialDialog
          credential={step.credential}
          rotate={actions.rotate}
          onRotated={show(step.credential.name)}
          onClose={close}
        />
      )}
      {step?.do === 'revoke' && (
        <RevokeDialog credential={step.credential} revoke={actions.revoke} onClose={close} />
      )}
      {step?.do === 'show' && (
        <CredentialSecretsDialog name={step.name} secrets={step.secrets} onClose={close} />
      )}
    </Page>
  )
}
