import type { Metadata } from 'next'
import type { ReactNode } from 'react'

/** Of an account's own brand, not of Roster, and for nobody but who has the address. */
export const metadata: Metadata = {
  title: { absolute: 'Your mail' },
  description: null,
  robots: { index: false, follow: false },
  referrer: 'no-referrer',
}

export default function PublicLayout({ children }: { children: ReactNode }) {
  return children
}
