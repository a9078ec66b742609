'use client'

import { Ellipsis, RefreshCw, ShieldX } from 'lucide-react'
import type { Credential } from '@/lib/access/credentials/schema'
import { Badge, type Tone } from '../ui/badge'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import { RelativeTime } from '../ui/relative-time'
import { Truncate } from '../ui/truncate'

type Props = {
  credentials: readonly Credential[]
  onRotate: (credential: Credential) => void
  onRevoke: (credential: Credential) => void
}

const headings = ['Name', 'State', 'Scopes', 'Token', 'Last used', 'Expires', 'Created']

/** All of them on one page: an account has a hundred at most. */
export function CredentialTable({ credentials, onRotate, onRevoke }: Props) {
  const itemsOf = (credential: Credential): MenuItem[] => [
    { label: 'Rotate secret …', icon: <RefreshCw aria-hidden />, onSelect: () => onRotate(credential) },
    { type: 'separator' },
    {
      label: 'Revoke …',
      icon: <ShieldX aria-hidden />,
      danger: true,
      onSelect: () => onRevoke(credential),
    },
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard
    <section aria-label="Credentials" tabIndex={0} className="-mx-3 overflow-x-auto border-line border-y">
      <table className="w-full min-w-200 border-collapse text-sm">
        <thead>
          <tr className="h-row text-left text-muted text-xs">
            {headings.map((heading) => (
              <th key={heading} scope="col" className="px-3 font-medium">
                {heading}
              </th>
            ))}
            <th scope="col" className="w-10 px-3">
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {credentials.map((credential) => (
            <Row key={credential.id} credential={credential} items={itemsOf(credential)} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ credential, items }: { credential: Credential; items: MenuItem[] }) {
  const { name, scopes, tokenPrefix, lastUsedAt, createdAt, createdBy, expiresAt, state } = credential
  return (
    <tr className="h-row border-line border-t align-middle">
      <th scope="row" className="max-w-64 px-3 text-left font-medium">
        <Truncate text={name} />
      </th>
      <td className="whitespace-nowrap px-3">
        <State credential={credential} />
      </td>
      <td className="max-w-56 px-3">
        <Truncate text={scopes.join(', ')} />
      </td>
      <td className="px-3">
        <code className="whitespace-nowrap font-mono text-muted text-xs">{tokenPrefix}…</code>
      </td>
      <td className="px-3">
        <RelativeTime at={lastUsedAt} />
      </td>
      <td className="px-3">
        <RelativeTime at={expiresAt} />
      </td>
      <td className="whitespace-nowrap px-3">
        <RelativeTime at={createdAt} />
        <span className="text-muted"> by {createdBy ?? 'the administrator'}</span>
      </td>
      <td className="px-3">
        {state === 'live' && (
          <Menu items={items} align="end">
            <IconButton label={`Actions: ${name}`} size="small" icon={<Ellipsis aria-hidden />} />
          </Menu>
        )}
      </td>
    </tr>
  )
}

const states: Record<Credential['state'], { tone: Tone; label: string }> = {
  live: { tone: 'good', label: 'Live' },
  expired: { tone: 'warning', label: 'Expired' },
  revoked: { tone: 'neutral', label: 'Revoked' },
}

function State({ credential: { state, oldSecretUntil } }: { credential: Credential }) {
  const { tone, label } = states[state]
  return (
    <span className="inline-flex items-center gap-2">
      <Badge tone={tone}>{label}</Badge>
      {state === 'live' && oldSecretUntil && (
        <span className="text-muted text-xs">
          old secret ends <RelativeTime at={oldSecretUntil} />
        </span>
      )}
    </span>
  )
}
