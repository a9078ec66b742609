import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { navigationOf } from '@/components/shell/navigation'
import { Shell } from '@/components/shell/shell'
import { ClockProvider } from '@/components/ui/clock'
import { outboxIsUsed } from '@/lib/platform/mail/settings'
import { requireUser } from '@/lib/session/session'
import { searchAction, signOutAction, switchAccountAction } from './actions'

export default async function MarketerLayout({ children }: { children: ReactNode }) {
  const { ctx, membership, memberships, user } = await requireUser()
  const others = memberships.filter(({ accountId }) => accountId !== membership.accountId)
  return (
    <ClockProvider now={ctx.now().toISOString()} timeZone={membership.timeZone}>
      <Shell
        account={{ name: membership.name }}
        otherAccounts={others.map(({ accountId, name }) => ({ id: accountId, name }))}
        switchAccount={switchAccountAction}
        user={user}
        sections={navigationOf({ hasOutbox: outboxIsUsed() })}
        nav={(await cookies()).get('nav')?.value}
        search={searchAction}
        signOut={signOutAction}
      >
        {children}
      </Shell>
    </ClockProvider>
  )
}
