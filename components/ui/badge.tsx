import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names'

export type Tone = 'neutral' | 'good' | 'warning' | 'danger' | 'info'

const tones: Record<Tone, { style: string; icon: LucideIcon | null }> = {
  neutral: { style: 'bg-active text-ink', icon: null },
  good: { style: 'bg-good-soft text-good', icon: CircleCheck },
  warning: { style: 'bg-warning-soft text-warning', icon: TriangleAlert },
  danger: { style: 'bg-danger-soft text-danger', icon: CircleAlert },
  info: { style: 'bg-info-soft text-info', icon: Info },
}

type Props = {
  tone?: Tone
  /** Over several lines, for what somebody else has named. */
  wraps?: boolean
  children: ReactNode
}

/** A state in a word or two; the icon says its tone again, for who does not see the colour. */
export function Badge({ tone = 'neutral', wraps = false, children }: Props) {
  const { style, icon: Icon } = tones[tone]
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1 rounded-sm align-top px-1.5 font-medium text-xs',
        wraps ? 'min-h-5 max-w-full py-0.5' : 'h-5 whitespace-nowrap',
        style,
      )}
    >
      {Icon && <Icon aria-hidden className="size-3 shrink-0" />}
      {children}
    </span>
  )
}
