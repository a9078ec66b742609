import Link from 'next/link'
import type { ReactNode } from 'react'
import { Wordmark } from '@/components/shell/logo'

/** The documentation is for whoever writes a sender: it needs no session and knows none. */
export default function DocsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="min-h-dvh bg-surface">
      <header className="sticky top-0 z-20 flex h-topbar items-center gap-6 border-line border-b bg-surface px-4 sm:px-6">
        <Link href="/" aria-label="Roster" className="inline-flex items-center">
          <Wordmark />
        </Link>
        <nav aria-label="Documentation" className="flex items-center gap-4 text-muted text-sm">
          <Link href="/docs/api" className="hover:text-ink">
            API reference
          </Link>
          <Link href="/docs/webhooks" className="hover:text-ink">
            Webhooks
          </Link>
          <Link href="/docs/problems" className="hover:text-ink">
            Errors
          </Link>
        </nav>
      </header>
      {children}
    </div>
  )
}
