import { Lock } from 'lucide-react'
import type { Metadata } from 'next'
import { Credentials } from '@/components/credentials/credentials'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'
import { listCredentials } from '@/lib/access/credentials/queries'
import { requireSession } from '@/lib/session/session'
import { createCredentialAction, revokeCredentialAction, rotateCredentialAction } from './actions'

export const metadata: Metadata = { title: 'Credentials' }

export default async function CredentialsPage() {
  const ctx = await requireSession()
  if (!ctx.actor.scopes.has('credentials:manage')) {
    return (
      <Page title="Credentials">
        <EmptyState icon={<Lock />} title="Only an owner manages credentials">
          <p>A credential lets an external system in. Ask an owner of this account for one.</p>
        </EmptyState>
      </Page>
    )
  }
  return (
    <Credentials
      credentials={await listCredentials(ctx)}
      create={createCredentialAction}
      rotate={rotateCredentialAction}
      revoke={revokeCredentialAction}
    />
  )
}
