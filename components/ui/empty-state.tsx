import type { ReactNode } from 'react'

type Props = {
  /** An icon of 20 px, or a small picture. */
  icon?: ReactNode
  title: string
  /** What belongs here and how it gets here. */
  children?: ReactNode
  /** Buttons or links, the likeliest first. */
  actions?: ReactNode
}

export function EmptyState({ icon, title, children, actions }: Props) {
  return (
    <div className="mx-auto flex max-w-xl flex-col items-center gap-2 px-4 py-16 text-center">
      {icon && (
        <span
          aria-hidden
          className="mb-2 flex size-10 items-center justify-center rounded-lg border border-line bg-raised text-muted [&_svg]:size-5"
        >
          {icon}
        </span>
      )}
      <h2 className="font-semibold text-lg">{title}</h2>
      {children && <div className="w-full text-muted [&_p]:mx-auto [&_p]:max-w-md">{children}</div>}
      {actions && <div className="mt-3 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  )
}
