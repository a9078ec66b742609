import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { outboxIsUsed } from '@/lib/platform/mail/settings'

/** Only where mail has nowhere else to go. */
export default function OutboxLayout({ children }: { children: ReactNode }) {
  if (!outboxIsUsed()) notFound()
  return children
}
