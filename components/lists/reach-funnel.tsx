import { formatCount, formatNoun, formatShare } from '@/lib/format/counts'
import type { Funnel } from '@/lib/lists/schema'
import { Skeleton } from '../ui/skeleton'

type Step = { label: string; count: number; lost?: string }

type Props = { funnel: Funnel | undefined /** Whose contacts are counted. */; of?: 'list' | 'target group' }

/** From all contacts of a list to those a mailing would go to, with what is lost at each step. */
export function ReachFunnel({ funnel, of = 'list' }: Props) {
  if (!funnel) return <p>Counting took too long for this many contacts. Try again when less is going on.</p>
  return (
    <figure aria-labelledby="funnel-in-words" className="flex max-w-3xl flex-col gap-5">
      <figcaption id="funnel-in-words" className="max-w-[75ch] break-words">
        {inWords(funnel, of)}
      </figcaption>
      <ol className="flex flex-col gap-4">
        {stepsOf(funnel, of).map((step) => (
          <StepBar key={step.label} step={step} members={funnel.members} />
        ))}
      </ol>
    </figure>
  )
}

function inWords({ members, permission, reach }: Funnel, of: string): string {
  if (members === 0) return `The ${of} has no contacts, so a mailing to it reaches nobody.`
  const who =
    permission === null
      ? 'are active and have an e-mail address'
      : `are active, have an e-mail address and hold the permission “${permission}”`
  return `A mailing would reach ${formatCount(reach)} of ${formatNoun(members, 'contact')}: those who ${who}.`
}

function stepsOf({ members, active, mailable, permission, reach }: Funnel, of: string): Step[] {
  return [
    { label: `In the ${of}`, count: members },
    { label: 'Active', count: active, lost: 'inactive' },
    { label: 'With an e-mail address', count: mailable, lost: 'without an address' },
    ...(permission === null
      ? []
      : [{ label: `With the permission “${permission}”`, count: reach, lost: 'without the permission' }]),
  ].map((step, at, steps) => {
    const before = steps[at - 1]
    const lost = before ? before.count - step.count : 0
    return {
      label: step.label,
      count: step.count,
      ...(lost > 0 && { lost: `${formatCount(lost)} ${step.lost}` }),
    }
  })
}

function StepBar({ step, members }: { step: Step; members: number }) {
  const share = members === 0 ? 0 : step.count / members
  return (
    <li className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 text-sm">
        <span className="min-w-0 [overflow-wrap:anywhere]">{step.label}</span>
        <span data-numbers className="text-muted">
          <span className="font-medium text-ink">{formatCount(step.count)}</span> {formatShare(share)}
        </span>
      </div>
      <div aria-hidden className="h-2.5 overflow-hidden rounded-full bg-sunken">
        <div className="h-full rounded-full bg-accent-fill" style={{ width: `${share * 100}%` }} />
      </div>
      {step.lost !== undefined && <p className="text-muted text-xs">{step.lost}</p>}
    </li>
  )
}

export function FunnelSkeleton() {
  return (
    <div aria-busy className="flex max-w-3xl flex-col gap-5">
      <span className="sr-only" role="status">
        Counting
      </span>
      <div className="flex h-5 items-center">
        <Skeleton className="h-3 w-96 max-w-full" />
      </div>
      {[0, 1, 2].map((step) => (
        <div key={step} className="flex h-9 flex-col justify-between">
          <Skeleton className="h-3 w-40" />
          <Skeleton className="h-2.5 w-full" />
        </div>
      ))}
    </div>
  )
}
