import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SetUpForm } from '@/components/access/set-up-form'
import { AuthCard } from '@/components/shell/auth-card'
import { timeZones } from '@/lib/access/schema'
import { isInstalled } from '@/lib/session/session'
import { setUpAction } from './actions'

export const metadata: Metadata = { title: 'Set up' }

export default async function SetUpPage() {
  if (await isInstalled()) redirect('/login')
  return (
    <AuthCard
      title="Set up Roster"
      lead="This installation is empty. Create the first account and yourself as its owner; this page is open once."
    >
      <SetUpForm action={setUpAction} timeZones={timeZones()} />
    </AuthCard>
  )
}
