'use client'

import { useActionState } from 'react'
import type { Account, Product } from '@/lib/access/schema'
import type { FormAction } from '@/lib/session/form-state'
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
  const value = (name: 'name' | 'timeZone' | 'audienceMax') => state.values?.[name] ?? String(account[name])
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
