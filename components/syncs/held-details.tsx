import Link from 'next/link'
import { formatCount, formatNoun } from '@/lib/format/counts'
import type { HeldSync, Sync } from '@/lib/syncs/schema'
import { contactHref } from '../contacts/contact-href'
import { Notice } from '../ui/notice'

/** What there is to decide about a held sync, above its figures: before and after, why, and who would go. */
export function HeldDetails({ sync, held }: { sync: Sync; held: HeldSync }) {
  return (
    <section aria-label="Held for approval" className="flex flex-col gap-3">
      <Notice tone="warning">
        <span className="font-medium">Held for approval.</span> {sync.problem?.detail}
      </Notice>
      <p data-numbers className="flex flex-wrap items-baseline gap-x-2 text-muted text-sm">
        <span className="font-semibold text-ink text-xl">{formatCount(sync.membersBefore ?? 0)}</span>
        <span aria-hidden>→</span>
        <span className="sr-only">to</span>
        <span className="font-semibold text-ink text-xl">{formatCount(sync.membersAfter ?? 0)}</span>
        members, if it is approved
      </p>
      {held.moved ? (
        <Notice>
          The audience has changed since: it has {formatNoun(held.membersNow, 'member')} now. The figures here
          are against the {formatCount(sync.membersBefore ?? 0)} of then; approving works them out anew.
        </Notice>
      ) : (
        <p className="text-muted text-sm">The audience has not changed since: the figures hold.</p>
      )}
      {held.sample.length > 0 && <Sample sync={sync} ids={held.sample} />}
    </section>
  )
}

function Sample({ sync, ids }: { sync: Sync; ids: readonly string[] }) {
  const all = ids.length === sync.removed
  return (
    <details className="text-sm" open={ids.length <= 12}>
      <summary className="w-fit cursor-pointer rounded-sm font-medium">
        {all
          ? 'Contacts that would leave'
          : `${formatCount(ids.length)} of the ${formatCount(sync.removed)} contacts that would leave`}
      </summary>
      <ul
        aria-label="Contacts that would leave"
        className="mt-2 flex max-h-48 flex-wrap gap-x-4 gap-y-1 overflow-y-auto"
      >
        {ids.map((id) => (
          <li key={id} className="min-w-0">
            <Link href={contactHref(id)} prefetch={false} className="break-all text-accent hover:underline">
              <bdi>{id}</bdi>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
