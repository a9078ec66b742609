'use client'

import { type ReactNode, useState } from 'react'
import { Button } from './button'
import { CopyButton } from './copy-button'
import { Dialog } from './dialog'

type Props = {
  title: string
  secrets: readonly { label: string; value: string }[]
  /** What to do with them, below. */
  children?: ReactNode
  onClose: () => void
}

/** The only time they are seen, so a press beside the dialog or Esc asks before it closes. */
export function SecretsDialog({ title, secrets, children, onClose }: Props) {
  const [leaving, setLeaving] = useState(false)
  const one = secrets.length === 1
  return (
    <Dialog
      open
      onOpenChange={() => setLeaving(true)}
      size="large"
      title={title}
      description={
        one
          ? 'Copy it now. Roster does not keep it in a readable form and cannot show it again.'
          : 'Copy what you need now. Roster keeps none of it in a readable form and cannot show it again.'
      }
      footer={
        leaving ? (
          <>
            <p role="alert" className="flex-1 self-center text-sm">
              {one ? 'Close? It is not shown again.' : 'Close? These are not shown again.'}
            </p>
            <Button onClick={() => setLeaving(false)}>Keep open</Button>
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </>
        ) : (
          <Button variant="primary" onClick={onClose}>
            {one ? 'I have copied it' : 'I have copied them'}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-5">
        <dl className="flex flex-col gap-3">
          {secrets.map((secret) => (
            <Secret key={secret.label} {...secret} />
          ))}
        </dl>
        {children}
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
