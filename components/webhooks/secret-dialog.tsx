'use client'

import type { WebhookWithSecret } from '@/lib/webhooks/schema'
import { SecretsDialog } from '../ui/secrets-dialog'
import { hostOf } from './webhook-words'

type Props = { webhook: WebhookWithSecret; onClose: () => void }

/** What deliveries are signed with, this once. */
export function WebhookSecretDialog({ webhook, onClose }: Props) {
  return (
    <SecretsDialog
      title={`Secret for ${hostOf(webhook)}`}
      secrets={[{ label: 'Signing secret', value: webhook.secret }]}
      onClose={onClose}
    >
      <p className="text-muted text-sm">
        The system at {hostOf(webhook)} verifies with it that what arrives comes from Roster.{' '}
        {/* In a tab of its own: this page is the only one that has the secret. */}
        <a
          href="/docs/webhooks"
          target="_blank"
          rel="noreferrer"
          className="font-medium text-accent underline hover:no-underline"
        >
          See how to verify the signature
          <span className="sr-only"> (opens in a new tab)</span>
        </a>
      </p>
    </SecretsDialog>
  )
}
