'use client'

import { Ellipsis, RefreshCw, ShieldX } from 'lucide-react'
import type { Credential } from '@/lib/access/credentials/schema'
import { Badge, type Tone } from '../ui/badge'
import { cx } from '../ui/class-names'
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

/** Where there is no room for all, what tells a credential and its use stays. */
const wide = 'hidden px-3 lg:table-cell'
const headings = [
  { label: 'Name', style: 'px-3' },
  { label: 'State', style: 'px-3' },
  { label: 'Scopes', style: wide },
  { label: 'Token', style: wide },
  { label: 'Last used', style: 'px-3' },
  { label: 'Expires', style: wide },
  { label: 'Created', style: wide },
]

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
    <section aria-label="Credentials" className="-mx-3 relative overflow-x-auto border-line border-y">
      <table className="w-full border-collapse text-sm">
        <thead>
          <tr className="h-row text-left text-muted text-xs">
            {headings.map(({ label, style }) => (
              <th key={label} scope="col" className={cx(style, 'whitespace-nowrap font-medium')}>
                {label}
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
      <th scope="row" className="max-w-40 px-3 text-left lg:max-w-64 font-medium">
        <Truncate text={name} />
      </th>
      <td className="px-3 py-1.5">
        <State credential={credential} />
      </td>
      <td className={cx(wide, 'max-w-56')}>
        <Truncate text={scopes.join(', ')} />
      </td>
      <td className={wide}>
        <code className="whitespace-nowrap font-mono text-muted text-xs">{tokenPrefix}…</code>
      </td>
      <td className="px-3">
        <RelativeTime at={lastUsedAt} />
      </td>
      <td className={wide}>
        <RelativeTime at={expiresAt} />
      </td>
      <td className={cx(wide, 'whitespace-nowrap')}>
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
    <span className="inline-flex flex-wrap items-center gap-x-2">
      <Badge tone={tone}>{label}</Badge>
      {state === 'live' && oldSecretUntil && (
        <span className="text-muted text-xs">
          old secret ends <RelativeTime at={oldSecretUntil} />
        </span>
      )}
    </span>
  )
}
