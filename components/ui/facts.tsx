import type { ReactNode } from 'react'
import { cx } from './class-names'
import { CopyButton } from './copy-button'
import { Truncate } from './truncate'

type Props = {
  /** How many stand beside each other: two, unless this says otherwise. */
  columns?: string
  children: ReactNode
}

/** Small facts, each under its name. */
export function Facts({ columns, children }: Props) {
  return (
    <dl data-numbers className={cx('grid grid-cols-2 gap-x-6 gap-y-3 text-sm', columns)}>
      {children}
    </dl>
  )
}

type FactProps = {
  label: string
  /** Often too long for half a phone: an id, an address. */
  wide?: boolean | undefined
  children: ReactNode
}

export function Fact({ label, wide, children }: FactProps) {
  return (
    <div className={cx('min-w-0', wide && 'col-span-2 sm:col-span-1')}>
      <dt className="text-muted text-xs">{label}</dt>
      <dd className="mt-0.5 break-words">{children}</dd>
    </div>
  )
}

/** An id that people take to another system. */
export function IdFact({ label, id, wide }: { label: string; id: string; wide?: boolean }) {
  return (
    <Fact label={label} wide={wide}>
      {/* The button is higher than the line, which stays in line with its neighbour's. */}
      <span className="-my-1.5 flex items-center gap-1 pointer-coarse:-my-2.5">
        <Truncate text={id} at="middle" />
        <CopyButton text={id} label={`Copy ${label.toLowerCase()}`} />
      </span>
    </Fact>
  )
}
