'use client'

import { bitMax, type Permission } from '@/lib/permissions/schema'
import { freeBit } from '../properties/property-words'
import { Field } from '../ui/field'
import { FormDialog } from '../ui/form-dialog'
import { Input } from '../ui/input'
import { useToast } from '../ui/toast'
import type { PermissionActions } from './actions'

type CreateProps = {
  permissions: readonly Permission[]
  create: PermissionActions['create']
  onClose: () => void
}

export function CreatePermissionDialog({ permissions, create, onClose }: CreateProps) {
  const toast = useToast()
  const save = async (form: FormData) => {
    const name = String(form.get('name') ?? '')
    const bit = String(form.get('bit') ?? '').trim()
    const result = await create({ name, ...(bit !== '' && { bit: Number(bit) }) })
    if (!result.ok) return result
    toast({ title: `${name.trim()} created`, tone: 'good' })
    onClose()
    return undefined
  }
  return (
    <FormDialog
      title="Create permission"
      submitLabel="Create permission"
      size="small"
      onSubmit={save}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <Field label="Name" required help="As contacts read it, too." error={errorOf('name')}>
            <Input name="name" autoComplete="off" />
          </Field>
          <Field
            label="Bit"
            optional
            help={`The number by which systems name it, 1 to ${bitMax}. It cannot be changed later.`}
            error={errorOf('bit')}
          >
            <Input
              name="bit"
              inputMode="numeric"
              autoComplete="off"
              placeholder={`${freeBit(permissions)}`}
            />
          </Field>
        </>
      )}
    </FormDialog>
  )
}

type RenameProps = { permission: Permission; rename: PermissionActions['rename']; onClose: () => void }

export function RenamePermissionDialog({ permission, rename, onClose }: RenameProps) {
  const toast = useToast()
  const save = async (form: FormData) => {
    const result = await rename({ bit: permission.bit, name: String(form.get('name') ?? '') })
    if (!result.ok) return result
    toast({ title: 'Permission renamed', tone: 'good' })
    onClose()
    return undefined
  }
  return (
    <FormDialog
      title={`Rename ${permission.name}`}
      description="What contacts granted and withdrew stays: rename it only where it means the same."
      submitLabel="Rename permission"
      size="small"
      onSubmit={save}
      onClose={onClose}
    >
      {(errorOf) => (
        <Field label="Name" required error={errorOf('name')}>
          <Input name="name" defaultValue={permission.name} autoComplete="off" />
        </Field>
      )}
    </FormDialog>
  )
}
