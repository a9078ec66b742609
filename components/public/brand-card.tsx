import type { ReactNode } from 'react'

type Props = {
  /** Whose mail it is about. */
  brand?: string
  title: string
  children: ReactNode
}

/** A page for who got a mail: of the brand that sent it, and nothing of ours. */
export function BrandCard({ brand, title, children }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-[max(24px,12vh)]">
      <div className="flex w-full max-w-110 flex-col gap-4">
        {brand && <p className="break-words font-semibold text-lg tracking-tight">{brand}</p>}
        <div className="flex flex-col gap-4 rounded-lg border border-line bg-raised p-6">
          <h1 className="break-words font-semibold text-xl">{title}</h1>
          {children}
        </div>
      </div>
    </main>
  )
}

/** To a page of the same mail. A plain link, for who has no JavaScript and so that nothing is fetched ahead. */
export function MailLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className="text-accent underline underline-offset-2">
      {children}
    </a>
  )
}
