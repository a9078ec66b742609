import type { Metadata, Route } from 'next'
import { redirect } from 'next/navigation'
import { SignInForm } from '@/components/access/sign-in-form'
import { AuthCard } from '@/components/shell/auth-card'
import { ownPath } from '@/lib/session/own-path'
import { isSignedIn, requireSetUp } from '@/lib/session/session'
import { signInAction } from './actions'

export const metadata: Metadata = { title: 'Sign in' }

type Props = { searchParams: Promise<{ next?: string | string[] }> }

export default async function LoginPage({ searchParams }: Props) {
  await requireSetUp()
  const next = ownPath((await searchParams).next)
  if (await isSignedIn()) redirect(next as Route)
  return (
    <AuthCard
      title="Sign in to Roster"
      footer="Forgotten your password? The administrator of this installation can give you a new one."
    >
      <SignInForm action={signInAction} next={next} />
    </AuthCard>
  )
}
