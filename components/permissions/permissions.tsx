'use client'

import { MailCheck, Plus } from 'lucide-react'
import { useState } from 'react'
import { formatNoun } from '@/lib/format/counts'
import type { PermissionEntry } from '@/lib/permissions/schema'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { EmptyState } from '../ui/empty-state'
import { Page } from '../ui/page'
import { useToast } from '../ui/toast'
import type { PermissionActions } from './actions'
import { CreatePermissionDialog, RenamePermissionDialog } from './permission-dialogs'
import { PermissionTable } from './permission-table'

type Props = {
  permissions: PermissionEntry[]
  /** Absent for who may not change them. */
  actions: PermissionActions | undefined
}

type Step = { do: 'create' } | { do: 'rename' | 'delete'; permission: PermissionEntry }

/** The kinds of mailing contacts can agree to, and the steps of changing them. */
export function Permissions({ permissions, actions }: Props) {
  const [step, setStep] = useState<Step>()
  const close = () => setStep(undefined)
  const createButton = actions && (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setStep({ do: 'create' })}>
      Create permission
    </Button>
  )
  return (
    <Page
      title="Permissions"
      lead="The kinds of mailing a contact can agree to. Nobody is mailed what they did not grant."
      actions={permissions.length > 0 && createButton}
    >
      {permissions.length > 0 ? (
        <PermissionTable
          permissions={permissions}
          actions={actions}
          onRename={(permission) => setStep({ do: 'rename', permission })}
          onDelete={(permission) => setStep({ do: 'delete', permission })}
        />
      ) : (
        <EmptyState icon={<MailCheck />} title="No permissions" actions={createButton}>
          <p>Contacts grant or withdraw each for itself: a newsletter, offers, news of products.</p>
        </EmptyState>
      )}
      {!actions && <p className="text-muted text-sm">Only an owner of the account changes these.</p>}
      {actions && step?.do === 'create' && (
        <CreatePermissionDialog permissions={permissions} create={actions.create} onClose={close} />
      )}
      {actions && step?.do === 'rename' && (
        <RenamePermissionDialog permission={step.permission} rename={actions.rename} onClose={close} />
      )}
      {actions && step?.do === 'delete' && (
        <DeleteQuestion permission={step.permission} remove={actions.remove} onClose={close} />
      )}
    </Page>
  )
}

type DeleteProps = {
  permission: PermissionEntry
  remove: PermissionActions['remove']
  onClose: () => void
}

function DeleteQuestion({ permission: { bit, name, granted, withdrawn }, remove, onClose }: DeleteProps) {
  const toast = useToast()
  return (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete ${name}?`}
      confirmLabel="Delete permission"
      onConfirm={async () => {
        const result = await remove({ bit })
        if (!result.ok) return result.error
        toast({ title: `${name} deleted`, tone: 'good' })
        return undefined
      }}
    >
      <p>
        {granted === 0
          ? 'No contact has granted it.'
          : `${formatNoun(granted, 'contact')} granted it: that is lost for good, with its proof.`}
        {withdrawn > 0 && ` So is that ${formatNoun(withdrawn, 'contact')} withdrew it.`} Systems that go on
        sending bit {bit} are refused.
      </p>
    </ConfirmDialog>
  )
}
