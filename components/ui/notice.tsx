import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cx } from './class-names'

const tones: Record<'neutral' | 'warning' | 'danger', { style: string; icon: LucideIcon }> = {
  neutral: { style: 'bg-active text-ink', icon: Info },
  warning: { style: 'bg-warning-soft text-warning', icon: TriangleAlert },
  danger: { style: 'bg-danger-soft text-danger', icon: CircleAlert },
}

type Props = {
  tone?: keyof typeof tones
  /** A link or button at its end. */
  action?: ReactNode
  children: ReactNode
}

/** What somebody should know before they read on. */
export function Notice({ tone = 'neutral', action, children }: Props) {
  const { style, icon: Icon } = tones[tone]
  return (
    <div className={cx('flex items-start gap-2 rounded-md px-3 py-2 text-sm', style)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="min-w-0 max-w-[75ch] break-words">{children}</p>
        {action}
      </div>
    </div>
  )
}
