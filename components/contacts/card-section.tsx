import type { ReactNode } from 'react'

type Props = { title: string; children: ReactNode }

export function CardSection({ title, children }: Props) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-3 font-semibold text-lg">{title}</h2>
      {children}
    </section>
  )
}
