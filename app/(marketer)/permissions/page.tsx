import type { Metadata } from 'next'
import { Permissions } from '@/components/permissions/permissions'
import { listPermissionEntries } from '@/lib/permissions/queries'
import { requireSession } from '@/lib/session/session'
import {
  createPermissionAction,
  deletePermissionAction,
  placePermissionAction,
  renamePermissionAction,
} from './actions'

export const metadata: Metadata = { title: 'Permissions' }

const actions = {
  create: createPermissionAction,
  rename: renamePermissionAction,
  place: placePermissionAction,
  remove: deletePermissionAction,
}

export default async function PermissionsPage() {
  const ctx = await requireSession()
  return (
    <Permissions
      permissions={await listPermissionEntries(ctx)}
      actions={ctx.actor.scopes.has('account:manage') ? actions : undefined}
    />
  )
}
