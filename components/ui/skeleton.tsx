import { cx } from './class-names'

/** Holds the place of what is coming, in its size, so that nothing moves when it comes. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cx('block animate-breathe rounded-sm bg-active', className)} />
}
