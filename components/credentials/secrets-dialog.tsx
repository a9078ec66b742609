'use client'

import { useState } from 'react'
import type { CredentialSecrets } from '@/lib/access/credentials/schema'
import { Button } from '../ui/button'
import { CodeBlock } from '../ui/code-block'
import { CopyButton } from '../ui/copy-button'
import { Dialog } from '../ui/dialog'

type Props = { name: string; secrets: CredentialSecrets; onClose: () => void }

/** The only time they are seen, so a press beside the dialog or Esc asks before it closes. */
export function SecretsDialog({ name, secrets, onClose }: Props) {
  const [leaving, setLeaving] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={() => setLeaving(true)}
      size="large"
      title={`Secrets of ${name}`}
      description="Copy what you need now. Roster keeps none of it in a readable form and cannot show it again."
      footer={
        leaving ? (
          <>
            <p role="alert" className="flex-1 self-center text-sm">
              Close? These are not shown again.
            </p>
            <Button onClick={() => setLeaving(false)}>Keep open</Button>
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            I have copied them
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-5">
        <dl className="flex flex-col gap-3">
          <Secret label="Bearer token" value={secrets.token} />
          <Secret label="Consumer key" value={secrets.consumerKey} />
          <Secret label="Consumer secret" value={secrets.consumerSecret} />
        </dl>
        <CodeBlock label="curl line that lists your audiences" code={curlLine(secrets.token)} wrap />
      </div>
    </Dialog>
  )
}

function Secret({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex flex-col gap-1">
      <dt className="font-medium text-sm">{label}</dt>
      <dd className="flex items-center gap-1 rounded-md border border-line bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 break-all font-mono text-xs">{value}</code>
        <CopyButton text={value} label={`Copy ${label.toLowerCase()}`} />
      </dd>
    </div>
  )
}

// A dialog is only ever rendered in the browser, whose address is one at which this installation answers.
function curlLine(token: string): string {
  return `curl '${window.location.origin}/api/v1/audiences' -H 'Authorization: Bearer ${token}'`
}
