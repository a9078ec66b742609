import type { Metadata } from 'next'
import { AccountForm } from '@/components/settings/account-form'
import { getAccount } from '@/lib/access/accounts'
import { timeZones } from '@/lib/access/schema'
import { requireSession } from '@/lib/session/session'
import { updateAccountAction } from './actions'

export const metadata: Metadata = { title: 'Settings' }

export default async function AccountSettingsPage() {
  const ctx = await requireSession()
  return (
    <AccountForm
      account={await getAccount(ctx)}
      timeZones={timeZones()}
      editable={ctx.actor.scopes.has('account:manage')}
      action={updateAccountAction}
    />
  )
}
