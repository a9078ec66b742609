import type { Metadata } from 'next'
import { PasswordForm } from '@/components/settings/password-form'
import { Sessions } from '@/components/settings/sessions'
import { listSessions } from '@/lib/access/sessions'
import { requireUser, systemContext } from '@/lib/session/session'
import { changePasswordAction, endOtherSessionsAction, endSessionAction } from './actions'

export const metadata: Metadata = { title: 'Your sign-in' }

export default async function OwnSignInPage() {
  const { signed, user } = await requireUser()
  return (
    <div className="flex flex-col gap-10">
      <PasswordForm email={user.email} action={changePasswordAction} />
      <Sessions
        sessions={await listSessions(systemContext(), signed)}
        end={endSessionAction}
        endOthers={endOtherSessionsAction}
      />
    </div>
  )
}
