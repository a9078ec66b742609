'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import type { Folder } from '@/lib/folders/schema'
import type { MailingDetail, Target, TargetKind, TargetSettings } from '@/lib/mailings/schema'
import type { Permission } from '@/lib/permissions/schema'
import { Field } from '../ui/field'
import { Notice } from '../ui/notice'
import { Radio } from '../ui/radio'
import { StepFooter } from '../ui/step-footer'
import type { FindTargets, SaveActions, TargetOption } from './actions'
import { PermissionFields } from './permission-fields'
import { TargetPicker } from './target-picker'
import { useSaving } from './use-saving'

const kinds: { kind: TargetKind; label: string; help: string }[] = [
  {
    kind: 'dynamic-list',
    label: 'Dynamic list',
    help: 'An audience that is synced from outside, or a list computed from rules.',
  },
  { kind: 'static-list', label: 'Static list', help: 'A fixed set of contacts.' },
  {
    kind: 'not-opened',
    label: 'Not opened',
    help: 'Those who were sent an earlier mailing and have not opened it.',
  },
]

type Props = {
  mailing: MailingDetail
  /** What the draft names; null while nothing is chosen, or once it is gone. */
  chosen: TargetOption | null
  folders: Record<'dynamic-list' | 'static-list', Folder[]>
  permissions: readonly Permission[]
  find: FindTargets
  save: SaveActions['target']
  /** The funnel of what is saved. */
  children: ReactNode
}

/** Who the mailing goes to, and what they must have agreed to. */
export function TargetStep({ mailing, chosen, folders, permissions, find, save, children }: Props) {
  const [kind, setKind] = useState<TargetKind>(mailing.target.kind)
  const [options, setOptions] = useState<Partial<Record<TargetKind, TargetOption>>>(
    chosen ? { [mailing.target.kind]: chosen } : {},
  )
  const [permission, setPermission] = useState(mailing.permission?.bit ?? null)
  const [isService, setService] = useState(mailing.isService)
  const router = useRouter()
  const saving = useSaving(mailing, save)
  const settings: TargetSettings = { target: targetOf(kind, options[kind]), permission, isService }

  const chooseKind = (next: TargetKind) => {
    setKind(next)
    saving.keep({ ...settings, target: targetOf(next, options[next]) })
  }
  const choose = (option: TargetOption) => {
    setOptions({ ...options, [kind]: option })
    saving.keep({ ...settings, target: targetOf(kind, option) })
  }
  const agree = (changes: Pick<TargetSettings, 'permission' | 'isService'>) => {
    setPermission(changes.permission)
    setService(changes.isService)
    saving.keep({ ...settings, ...changes })
  }

  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium text-sm">Who it goes to</legend>
        {kinds.map((each) => (
          <Radio
            key={each.kind}
            name="kind"
            label={each.label}
            help={each.help}
            checked={kind === each.kind}
            onChange={() => chooseKind(each.kind)}
          />
        ))}
        <Field
          label={kind === 'not-opened' ? 'Earlier mailing' : 'List'}
          error={isGone(mailing, kind) && !options[kind] ? 'It was deleted. Choose another.' : undefined}
          className="mt-1"
        >
          <TargetPicker
            key={kind}
            kind={kind}
            chosen={options[kind] ?? null}
            folders={kind === 'not-opened' ? [] : folders[kind]}
            find={find}
            onChoose={choose}
          />
        </Field>
        {options[kind]?.stale && (
          <Notice tone="warning">
            Its external system has not synced this audience when it was expected to.
          </Notice>
        )}
      </fieldset>
      <PermissionFields
        permissions={permissions}
        permission={permission}
        isService={isService}
        onChange={agree}
      />
      <section aria-labelledby="reach" className="flex flex-col gap-3">
        <h2 id="reach" className="font-medium text-sm">
          Who it would reach now
        </h2>
        {children}
      </section>
      <StepFooter
        back={`/mailings/${mailing.id}/message` as Route}
        note={saving.note}
        message={saving.message}
        pending={saving.pending}
        onGoOn={() => saving.goOn(settings, () => router.push(`/mailings/${mailing.id}/settings` as Route))}
      />
    </div>
  )
}

function targetOf(kind: TargetKind, option: TargetOption | undefined): Target {
  return kind === 'not-opened'
    ? { kind, mailingId: option?.id ?? null }
    : { kind, listId: option ? Number(option.id) : null }
}

/** Whether what the draft names of this kind is not there any more. */
function isGone({ target, targetGroup }: MailingDetail, kind: TargetKind): boolean {
  const named = target.kind === 'not-opened' ? target.mailingId : target.listId
  return kind === target.kind && named !== null && targetGroup.name === null
}
