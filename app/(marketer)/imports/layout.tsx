import { Lock } from 'lucide-react'
import type { ReactNode } from 'react'
import { EmptyState } from '@/components/ui/empty-state'
import { Page } from '@/components/ui/page'
import { requireSession } from '@/lib/session/session'

export default async function ImportsLayout({ children }: { children: ReactNode }) {
  const ctx = await requireSession()
  if (ctx.actor.scopes.has('contacts:write')) return children
  return (
    <Page title="Imports">
      <EmptyState icon={<Lock />} title="Only editors and owners import contacts">
        <p>Your role in this account lets you see contacts. Ask an owner for another.</p>
      </EmptyState>
    </Page>
  )
}
