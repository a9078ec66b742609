import { LoaderCircle } from 'lucide-react'
import { formatCount } from '@/lib/format/counts'
import { cx } from '../../ui/class-names'
import type { LiveCount as State } from './use-preview'

/** How many would be in the list with the rules as they are filled in; announced when it changes. */
export function LiveCount({ whole, count, pending, problem }: State & { whole: boolean }) {
  return (
    <div role="status" aria-label="Count" className="flex min-w-0 items-center gap-2 text-sm">
      {!whole ? (
        <span className="text-muted">Fill in every value to see how many contacts these are.</span>
      ) : problem ? (
        <span className="text-warning">{problem}</span>
      ) : (
        <>
          {count && (
            <span className={cx(pending && 'opacity-50')}>
              <span data-numbers className="font-semibold text-lg">
                {formatCount(count.members)}
              </span>{' '}
              {count.members === 1 ? 'contact' : 'contacts'}, reach {formatCount(count.reach)}
            </span>
          )}
          {pending && (
            <span className="inline-flex items-center gap-1.5 text-muted">
              <LoaderCircle aria-hidden className="size-4 animate-turn" /> Counting
            </span>
          )}
        </>
      )}
    </div>
  )
}
