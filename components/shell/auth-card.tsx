import type { ReactNode } from 'react'
import { Wordmark } from './logo'

type Props = {
  /** "Sign in to Roster". */
  title: string
  lead?: ReactNode
  /** A form. */
  children: ReactNode
  /** Below the card: another way in, who to ask. */
  footer?: ReactNode
}

/** The page of who is not signed in yet: sign-in, first set-up. */
export function AuthCard({ title, lead, children, footer }: Props) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-[max(24px,12vh)]">
      <div className="flex w-full max-w-90 flex-col gap-6">
        <Wordmark />
        <div className="flex flex-col gap-5 rounded-lg border border-line bg-raised p-6">
          <header className="flex flex-col gap-1">
            <h1 className="font-semibold text-xl">{title}</h1>
            {lead && <div className="text-muted text-sm">{lead}</div>}
          </header>
          {children}
        </div>
        {footer && <footer className="text-muted text-sm">{footer}</footer>}
      </div>
    </main>
  )
}
