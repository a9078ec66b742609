'use client'

import { useState } from 'react'
import type { CardPermission, Said } from '@/lib/contacts/card/schema'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { RelativeTime } from '../ui/relative-time'
import type { ContactActions } from './actions'
import { ConsentDialog } from './consent-dialog'
import { byInWords } from './contact-words'

type Props = {
  externalId: string
  permissions: CardPermission[]
  actions: Pick<ContactActions, 'grant' | 'withdraw'> | undefined
}

/** What the contact said to each permission, and how that came about. */
export function CardPermissions({ externalId, permissions, actions }: Props) {
  const [asked, setAsked] = useState<CardPermission>()
  if (permissions.length === 0) return <p className="text-muted">The account has no permissions.</p>
  return (
    <>
      <ul className="divide-y divide-line border-line border-y">
        {permissions.map((permission) => (
          <li key={permission.bit} className="flex items-start justify-between gap-4 py-2.5 text-sm">
            <Consent permission={permission} />
            {actions && (
              <Button
                size="small"
                aria-label={`${isGranted(permission) ? 'Withdraw' : 'Grant'} ${permission.name}`}
                aria-haspopup="dialog"
                onClick={() => setAsked(permission)}
              >
                {isGranted(permission) ? 'Withdraw' : 'Grant'}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {actions && asked && (
        <ConsentDialog
          externalId={externalId}
          permission={asked}
          granted={isGranted(asked)}
          actions={actions}
          onClose={() => setAsked(undefined)}
        />
      )}
    </>
  )
}

const isGranted = ({ said }: CardPermission) => said[0]?.granted === true

function Consent({ permission: { name, said } }: { permission: CardPermission }) {
  const [latest, ...earlier] = said
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <span className="flex flex-wrap items-center gap-2">
        <span className="break-words font-medium">{name}</span>
        {latest ? <SaidBadge said={latest} /> : <span className="text-muted">Never asked</span>}
      </span>
      {latest && <HowSaid said={latest} />}
      {earlier.length > 0 && (
        <details className="text-xs">
          <summary className="w-fit cursor-pointer rounded-sm text-muted hover:text-ink">
            History of {name} ({said.length})
          </summary>
          <ol className="mt-2 flex flex-col gap-2 border-line border-l pl-3">
            {earlier.map((one) => (
              <li key={one.id} className="flex flex-col items-start gap-1">
                <SaidBadge said={one} />
                <HowSaid said={one} />
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  )
}

function SaidBadge({ said }: { said: Said }) {
  return said.granted ? <Badge tone="good">Granted</Badge> : <Badge>Withdrawn</Badge>
}

function HowSaid({ said: { at, by, proof } }: { said: Said }) {
  return (
    <>
      <span className="text-muted text-xs">
        <RelativeTime at={at} /> by <bdi>{byInWords(by)}</bdi>
      </span>
      {proof && (
        <blockquote className="whitespace-pre-line break-words border-line-strong border-l-2 pl-2 text-xs">
          {proof}
        </blockquote>
      )}
    </>
  )
}
