'use client'

import { UserPlus } from 'lucide-react'
import { useState, useTransition } from 'react'
import { type AccountUser, type Role, roles } from '@/lib/access/schema'
import type { ActionResult, FormAction } from '@/lib/session/form-state'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Select } from '../ui/select'
import { useToast } from '../ui/toast'
import { AddUserDialog } from './add-user-dialog'

type Props = {
  users: readonly AccountUser[]
  ownId: string
  add: FormAction
  changeRole: (input: { userId: string; role: Role }) => Promise<ActionResult<void>>
  remove: (input: { userId: string }) => Promise<ActionResult<void>>
}

const options = roles.map((role) => ({ value: role, label: `${role[0]?.toUpperCase()}${role.slice(1)}` }))

export function Users({ users, ownId, add, changeRole, remove }: Props) {
  const [adding, setAdding] = useState(false)
  const [removing, setRemoving] = useState<AccountUser>()
  return (
    <div className="flex max-w-3xl flex-col gap-3">
      <Button
        variant="primary"
        icon={<UserPlus aria-hidden />}
        className="self-end"
        onClick={() => setAdding(true)}
      >
        Add user
      </Button>
      <ul className="border-line border-b">
        {users.map((user) => (
          <li key={user.userId} className="flex flex-wrap items-center gap-3 border-line border-t py-2.5">
            <div className="flex min-w-0 flex-1 basis-full flex-col sm:basis-32">
              <span className="truncate font-medium text-sm">
                <bdi>{user.name}</bdi>
                {user.userId === ownId && <span className="font-normal text-muted"> (you)</span>}
              </span>
              <span className="truncate text-muted text-xs">{user.email}</span>
            </div>
            <RoleSelect key={user.role} user={user} changeRole={changeRole} />
            <Button aria-label={`Remove ${user.name}`} onClick={() => setRemoving(user)}>
              Remove
            </Button>
          </li>
        ))}
      </ul>
      {adding && <AddUserDialog roleOptions={options} action={add} onClose={() => setAdding(false)} />}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={() => setRemoving(undefined)}
          title={`Remove ${removing.name}?`}
          confirmLabel="Remove user"
          onConfirm={async () => {
            const result = await remove({ userId: removing.userId })
            return result.ok ? undefined : result.error
          }}
        >
          {removing.email} can no longer enter this account, from this moment. What they did keeps their name.
        </ConfirmDialog>
      )}
    </div>
  )
}

function RoleSelect({ user, changeRole }: { user: AccountUser; changeRole: Props['changeRole'] }) {
  const [role, setRole] = useState(user.role)
  const [pending, startTransition] = useTransition()
  const toast = useToast()
  const choose = (chosen: Role) => {
    setRole(chosen)
    startTransition(async () => {
      const result = await changeRole({ userId: user.userId, role: chosen })
      if (result.ok) return toast({ title: `${user.name} is ${articled(chosen)} now`, tone: 'good' })
      setRole(user.role)
      toast({ title: result.error, tone: 'danger' })
    })
  }
  return (
    <Select
      aria-label={`Role of ${user.name}`}
      className="w-32"
      options={options}
      value={role}
      disabled={pending}
      onChange={(event) => choose(event.target.value as Role)}
    />
  )
}

const articled = (role: Role) => (role === 'viewer' ? 'a viewer' : `an ${role}`)
