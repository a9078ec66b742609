'use client'

import { Check } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cx } from './class-names'

/** `path` is how its page's address ends; without `href` it cannot be gone to now. */
export type NavStep = { path: string; label: string; href: Route | undefined }

/** The plan of something that is made step by step, each with a page of its own. */
export function StepNav({ steps }: { steps: readonly NavStep[] }) {
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
            <Step step={step} number={at + 1} past={at < current} current={at === current} />
          </li>
        ))}
      </ol>
    </nav>
  )
}

type StepProps = { step: NavStep; number: number; past: boolean; current: boolean }

function Step({ step: { label, href }, number, past, current }: StepProps) {
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
