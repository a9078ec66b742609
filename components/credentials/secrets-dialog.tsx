'use client'

import type { CredentialSecrets } from '@/lib/access/credentials/schema'
import { CodeBlock } from '../ui/code-block'
import { SecretsDialog } from '../ui/secrets-dialog'

type Props = { name: string; secrets: CredentialSecrets; onClose: () => void }

export function CredentialSecretsDialog({ name, secrets, onClose }: Props) {
  return (
    <SecretsDialog
      title={`Secrets of ${name}`}
      secrets={[
        { label: 'Bearer token', value: secrets.token },
        { label: 'Consumer key', value: secrets.consumerKey },
        { label: 'Consumer secret', value: secrets.consumerSecret },
      ]}
      onClose={onClose}
    >
      <CodeBlock label="curl line that lists your audiences" code={curlLine(secrets.token)} wrap />
    </SecretsDialog>
  )
}

// A dialog is only ever rendered in the browser, whose address is one at which this installation answers.
function curlLine(token: string): string {
  return `curl '${window.location.origin}/api/v1/audiences' -H 'Authorization: Bearer ${token}'`
}
