import { cx } from '../ui/class-names'

/** The mark: a roster, its rows of people growing shorter as they are chosen. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cx('shrink-0', className ?? 'size-6')}>
      <rect width="32" height="32" rx="8" className="fill-accent-fill" />
      <g className="fill-on-fill">
        <circle cx="9" cy="9.5" r="2.2" />
        <circle cx="9" cy="16" r="2.2" />
        <circle cx="9" cy="22.5" r="2.2" />
        <rect x="13.5" y="7.9" width="11.5" height="3.2" rx="1.6" />
        <rect x="13.5" y="14.4" width="8" height="3.2" rx="1.6" />
        <rect x="13.5" y="20.9" width="5" height="3.2" rx="1.6" />
      </g>
    </svg>
  )
}

export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2">
      <Logo />
      <span className="font-semibold text-lg tracking-tight">Roster</span>
    </span>
  )
}
