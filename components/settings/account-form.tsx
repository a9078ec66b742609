'use client'

import { useActionState } from 'react'
import type { Account, AccountSettings, Product } from '@/lib/access/schema'
import type { FormAction, FormState } from '@/lib/session/form-state'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { SubmitButton } from '../ui/submit-button'
import { useDoneToast } from './use-done-toast'

type Props = { account: Account; timeZones: readonly string[]; editable: boolean; action: FormAction }

const productNames: Record<Product, string> = {
  mail: 'Mail: without audiences',
  automation: 'Automation',
  ecommerce: 'eCommerce',
}

export function AccountForm({ account, timeZones, editable, action }: Props) {
  const [state, submit] = useActionState(action, { errors: {} })
  useDoneToast(state, 'Settings saved')
  const value = (name: keyof AccountSettings) => state.values?.[name] ?? String(account[name])
  const zone = value('timeZone')
  return (
    <form action={submit} noValidate className="flex max-w-md flex-col gap-5">
      <Field label="Name" required={editable} error={state.errors['name']?.[0]}>
        <Input name="name" defaultValue={value('name')} readOnly={!editable} />
      </Field>
      <Field
        label="Time zone"
        help="In which dates and times are shown to everybody in this account."
        error={state.errors['timeZone']?.[0]}
      >
        <Select
          key={zone}
          name="timeZone"
          defaultValue={zone}
          disabled={!editable}
          options={timeZones.map((each) => ({ value: each, label: each.replaceAll('_', ' ') }))}
        />
      </Field>
      <Field
        label="Audiences at most"
        help="External systems cannot create more than this."
        error={state.errors['audienceMax']?.[0]}
      >
        <Input
          name="audienceMax"
          inputMode="numeric"
          defaultValue={value('audienceMax')}
          readOnly={!editable}
        />
      </Field>
      <GuardFields value={value} errors={state.errors} editable={editable} />
      <dl className="flex flex-col gap-3 text-sm">
        <Fact label="Product" value={productNames[account.product]} note="The administrator sets it." />
        <Fact label="Short name" value={account.shortName} note="Names the account on the command line." />
      </dl>
      <FormMessage>{state.message}</FormMessage>
      {editable ? (
        <SubmitButton className="self-start">Save settings</SubmitButton>
      ) : (
        <p className="text-muted text-sm">Only an owner of the account changes these.</p>
      )}
    </form>
  )
}

type GuardProps = {
  value: (name: 'guardShare' | 'guardMin') => string
  errors: FormState['errors']
  editable: boolean
}

function GuardFields({ value, errors, editable }: GuardProps) {
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-1 font-medium text-sm">Sync guard</legend>
      <p className="text-muted text-xs">
        A sync that takes out this share of the members, and this many, is held until somebody approves it. An
        audience may have its own.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="More than (% of members)" help="100 holds none." error={errors['guardShare']?.[0]}>
          <Input
            name="guardShare"
            inputMode="numeric"
            defaultValue={value('guardShare')}
            readOnly={!editable}
          />
        </Field>
        <Field label="And at least (contacts)" help="Fewer always pass." error={errors['guardMin']?.[0]}>
          <Input name="guardMin" inputMode="numeric" defaultValue={value('guardMin')} readOnly={!editable} />
        </Field>
      </div>
    </fieldset>
  )
}

function Fact({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div>
      <dt className="font-medium">{label}</dt>
      <dd>
        {value} <span className="text-muted">· {note}</span>
      </dd>
    </div>
  )
}
