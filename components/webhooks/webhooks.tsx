'use client'

import { Plus, Webhook as WebhookIcon } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { type WebhookEntry, type WebhookWithSecret, webhooksMax } from '@/lib/webhooks/schema'
import { Button, ButtonLink } from '../ui/button'
import { EmptyState } from '../ui/empty-state'
import { Page } from '../ui/page'
import type { WebhookActions } from './actions'
import { WebhookSecretDialog } from './secret-dialog'
import { WebhookDialog } from './webhook-dialog'
import { WebhookTable } from './webhook-table'

type Props = { webhooks: WebhookEntry[]; editable: boolean; create: WebhookActions['create'] }

type Step = { do: 'create' } | { do: 'show'; webhook: WebhookWithSecret }

/** The webhooks of the account, and the steps of making one. */
export function Webhooks({ webhooks, editable, create }: Props) {
  const [step, setStep] = useState<Step | null>(null)
  const router = useRouter()
  const createButton = editable && (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setStep({ do: 'create' })}>
      Create webhook
    </Button>
  )

  return (
    <Page
      title="Webhooks"
      lead="Each tells one external system by HTTP, signed, what happened here."
      actions={webhooks.length > 0 && createButton}
    >
      {webhooks.length > 0 ? (
        <WebhookTable webhooks={webhooks} />
      ) : (
        <NoWebhooks createButton={createButton} />
      )}
      {step?.do === 'create' && (
        <WebhookDialog
          title="Create webhook"
          submitLabel="Create webhook"
          save={create}
          onSaved={(webhook) => setStep({ do: 'show', webhook })}
          onClose={() => setStep(null)}
        />
      )}
      {step?.do === 'show' && (
        <WebhookSecretDialog
          webhook={step.webhook}
          // On to where a test is sent from.
          onClose={() => router.push(`/webhooks/${step.webhook.id}` as Route)}
        />
      )}
    </Page>
  )
}

function NoWebhooks({ createButton }: { createButton: React.ReactNode }) {
  return (
    <EmptyState
      icon={<WebhookIcon />}
      title="No system is told anything yet"
      actions={
        <>
          {createButton}
          <ButtonLink href={'/docs/webhooks' as Route}>How to verify them</ButtonLink>
        </>
      }
    >
      <p>
        A webhook posts to an address of yours when a sync was applied, is held or failed, and when audiences
        or contacts change. What it posts is signed with a secret, by which your system knows that it comes
        from here.
      </p>
      {!createButton && <p className="mt-2">An owner of this account creates them, up to {webhooksMax}.</p>}
    </EmptyState>
  )
}
