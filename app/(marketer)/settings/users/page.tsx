import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Users } from '@/components/settings/users'
import { listUsers } from '@/lib/access/users'
import { requireUser } from '@/lib/session/session'
import { addUserAction, changeRoleAction, removeUserAction } from './actions'

export const metadata: Metadata = { title: 'Users' }

export default async function UsersPage() {
  const { ctx, signed } = await requireUser()
  if (!ctx.actor.scopes.has('account:manage')) notFound()
  return (
    <Users
      users={await listUsers(ctx)}
      ownId={signed.userId}
      add={addUserAction}
      changeRole={changeRoleAction}
      remove={removeUserAction}
    />
  )
}
