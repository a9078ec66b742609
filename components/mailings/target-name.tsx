import { MailX } from 'lucide-react'
import type { MailingRow } from '@/lib/mailings/schema'
import { ListIcon } from '../lists/list-icon'

/** Who a mailing goes to, with the icon of its kind behind the name. */
export function TargetName({ of: { kind, name, listKind } }: { of: MailingRow['targetGroup'] }) {
  if (name === null) return <span className="text-muted">None</span>
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <bdi className="truncate">{name}</bdi>
      {kind === 'not-opened' ? <NotOpenedIcon /> : listKind && <ListIcon kind={listKind} plain />}
    </span>
  )
}

export function NotOpenedIcon() {
  return (
    <span
      role="img"
      aria-label="Those who did not open this mailing"
      className="inline-flex shrink-0 text-muted"
    >
      <MailX aria-hidden className="size-3.5" strokeWidth={2.25} />
    </span>
  )
}
