'use client'

import { Check } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cx } from '../ui/class-names'

const steps = [
  { path: 'file', label: 'File' },
  { path: 'columns', label: 'Columns' },
  { path: 'destination', label: 'Destination' },
  { path: 'check', label: 'Check' },
  { path: 'report', label: 'Import' },
] as const

/** The plan of an import; without an id its file is still to be chosen. Of a draft every step but the last can be gone to. */
export function ImportSteps({ importId, open }: { importId?: string; open: boolean }) {
  const path = usePathname()
  const current = Math.max(
    0,
    steps.findIndex((step) => path.endsWith(`/${step.path}`)),
  )
  return (
    <nav aria-label="Steps">
      <ol className="flex gap-3 text-sm">
        {steps.map((step, at) => (
          <li
            key={step.path}
            className={cx(
              'min-w-0 border-t-2 sm:flex-1',
              at === current ? 'flex-3' : 'flex-1',
              at <= current ? 'border-accent' : 'border-line',
            )}
          >
            <Step
              label={step.label}
              number={at + 1}
              past={at < current}
              current={at === current}
              href={
                open && importId !== undefined && step.path !== 'report'
                  ? (`/imports/${importId}/${step.path}` as Route)
                  : undefined
              }
            />
          </li>
        ))}
      </ol>
    </nav>
  )
}

type StepProps = { label: string; number: number; past: boolean; current: boolean; href: Route | undefined }

function Step({ label, number, past, current, href }: StepProps) {
  const style = cx(
    'flex items-center gap-1.5 rounded-sm py-2',
    current ? 'font-medium text-ink' : 'text-muted',
  )
  const content = (
    <>
      {past ? <Check aria-hidden className="size-4" /> : <span data-numbers>{number}</span>}
      {/* On a phone there is room for one name only. */}
      <span className={cx(!current && 'sr-only sm:not-sr-only')}>{label}</span>
    </>
  )
  if (current || href === undefined) {
    return (
      <span aria-current={current ? 'step' : undefined} className={style}>
        {content}
      </span>
    )
  }
  return (
    <Link href={href} className={cx(style, 'hover:text-ink focus-visible:-outline-offset-2')}>
      {content}
    </Link>
  )
}
