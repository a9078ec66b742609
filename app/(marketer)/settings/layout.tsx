import type { Route } from 'next'
import type { ReactNode } from 'react'
import { Page } from '@/components/ui/page'
import { TabLinks } from '@/components/ui/tab-links'
import { requireSession } from '@/lib/session/session'

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const ctx = await requireSession()
  const tabs = [
    { href: '/settings' as Route, label: 'Account' },
    ...(ctx.actor.scopes.has('account:manage') ? [{ href: '/settings/users' as Route, label: 'Users' }] : []),
    { href: '/settings/properties' as Route, label: 'Properties' },
    { href: '/settings/sign-in' as Route, label: 'Your sign-in' },
  ]
  return (
    <Page title="Settings" tabs={<TabLinks label="Settings" tabs={tabs} />}>
      {children}
    </Page>
  )
}
