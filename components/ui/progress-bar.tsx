import { cx } from './class-names'

type Props = {
  /** What is making progress: "Exporting VIP". */
  label: string
  /** From 0 to 1; absent while how much there is to do is unknown. */
  value?: number | undefined
  /** How far it is in words, at the right of the label: "12,403 of 48,000". */
  detail?: string | undefined
}

export function ProgressBar({ label, value, detail }: Props) {
  const percent = value === undefined ? undefined : Math.round(Math.min(1, Math.max(0, value)) * 100)
  return (
    <div className="flex flex-col gap-1.5 text-sm">
      <div className="flex flex-wrap justify-between gap-x-4">
        <span className="min-w-0 break-words">{label}</span>
        <span data-numbers className="shrink-0 text-muted">
          {detail ?? (percent === undefined ? null : `${percent}%`)}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={detail}
        className="h-1.5 overflow-hidden rounded-full bg-active"
      >
        <div
          className={cx(
            'h-full rounded-full bg-accent transition-[width]',
            percent === undefined && 'w-full animate-breathe',
          )}
          style={percent === undefined ? undefined : { width: `${percent}%` }}
        />
      </div>
    </div>
  )
}
