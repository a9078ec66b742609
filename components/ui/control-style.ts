import { cx } from './class-names'

/** The outline that input, textarea and select have in common. */
export function controlStyle(className?: string) {
  return cx(
    'w-full min-w-0 rounded-md border border-control bg-raised px-2.5 text-base text-ink transition-colors sm:text-sm',
    // A phone zooms in on smaller letters than these, and stays there.
    'pointer-coarse:text-lg',
    'disabled:bg-sunken disabled:text-muted aria-invalid:border-danger',
    'focus-visible:outline-offset-0 focus-visible:border-accent',
    className,
  )
}
