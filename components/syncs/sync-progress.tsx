import type { Sync } from '@/lib/syncs/schema'
import { cx } from '../ui/class-names'
import { RelativeTime } from '../ui/relative-time'
import { progressWords } from './sync-words'

/** How far a sync that is not over has come, as the phases it goes through. */
export function SyncProgress({ sync }: { sync: Sync }) {
  const words = progressWords(sync)
  if (words === undefined) return null
  const phases = sync.status === 'open' ? ['Open', 'Applying'] : ['Receiving', 'Applying']
  const current = sync.status === 'applying' ? 1 : 0
  return (
    <ol aria-label="Progress" className="flex max-w-xl gap-3 text-sm">
      {phases.map((phase, at) => (
        <li
          key={phase}
          aria-current={at === current ? 'step' : undefined}
          className={cx(
            'min-w-0 flex-1 border-t-2 pt-2',
            at <= current ? 'border-accent' : 'border-line text-muted',
          )}
        >
          <span className={cx(at === current && 'font-medium')}>{phase}</span>
          {at === current && (
            <span data-numbers className="block text-muted">
              {words}
              {sync.expiresAt !== null && (
                <>
                  ; abandoned <RelativeTime at={sync.expiresAt} /> if it is not committed
                </>
              )}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
