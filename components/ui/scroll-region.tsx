import type { ReactNode } from 'react'
import { cx } from './class-names'

type Props = { label: string; className?: string; children: ReactNode }

/** What is larger than its frame: reached by keyboard too, to be scrolled by it. */
export function ScrollRegion({ label, className, children }: Props) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the arrow keys would not scroll it
      tabIndex={0}
      className={cx('overflow-auto rounded-md border border-line', className)}
    >
      {children}
    </section>
  )
}
