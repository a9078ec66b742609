import type { Route } from 'next'
import Form from 'next/form'
import Link from 'next/link'
import type { GrowthRange } from '@/lib/syncs/schema'
import { Button } from '../ui/button'
import { cx } from '../ui/class-names'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

const ranges = [
  { range: '30', label: '30 days' },
  { range: '90', label: '90 days' },
  { range: 'all', label: 'All' },
] as const

type Props = {
  /** The address of this tab. */
  path: string
  /** None of them where the days themselves are chosen. */
  current: GrowthRange | undefined
  from: string
  to: string
  error?: string | undefined
}

/** Which days the plot shows. Each choice is an address. */
export function GrowthRangeChoice({ path, current, from, to, error }: Props) {
  return (
    <div className="flex flex-wrap items-start gap-x-6 gap-y-3">
      <nav
        aria-label="Days shown"
        className="flex rounded-md border border-line-strong bg-raised p-0.5 text-sm"
      >
        {ranges.map(({ range, label }) => (
          <Link
            key={range}
            href={(range === '90' ? path : `${path}?range=${range}`) as Route}
            aria-current={range === current ? 'page' : undefined}
            scroll={false}
            className={cx(
              'inline-flex h-[calc(var(--control-height)-6px)] items-center rounded-sm px-2.5 transition-colors',
              range === current ? 'bg-active font-medium text-ink' : 'text-muted hover:text-ink',
            )}
          >
            {label}
          </Link>
        ))}
      </nav>
      {/* The fields take over what another choice shows. */}
      <Form
        key={`${from} ${to}`}
        action={path as Route}
        scroll={false}
        className="flex flex-wrap items-start gap-2"
      >
        <Field label="First day" hideLabel error={error}>
          <Input type="date" name="from" defaultValue={from} className="w-36" />
        </Field>
        <span aria-hidden className="flex h-field items-center text-muted text-sm">
          to
        </span>
        <Field label="Last day" hideLabel>
          <Input type="date" name="to" defaultValue={to} className="w-36" />
        </Field>
        <Button type="submit">Show days</Button>
      </Form>
    </div>
  )
}
