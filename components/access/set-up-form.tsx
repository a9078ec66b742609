'use client'

import { useActionState } from 'react'
import type { FormAction } from '@/lib/session/form-state'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { SubmitButton } from '../ui/submit-button'

const products = [
  { value: 'automation', label: 'Automation' },
  { value: 'ecommerce', label: 'eCommerce' },
  { value: 'mail', label: 'Mail: without audiences' },
]

export function SetUpForm({ action, timeZones }: { action: FormAction; timeZones: readonly string[] }) {
  const [state, submit] = useActionState(action, { errors: {} })
  const error = (name: string) => state.errors[name]?.[0]
  const typed = (name: string, otherwise = '') => state.values?.[name] ?? otherwise
  const zones = timeZones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
  // A browser puts selects back to their first choice once the action has run: a new key renders them anew.
  const [product, zone] = [typed('product', 'automation'), typed('timeZone', 'UTC')]
  return (
    <form action={submit} noValidate className="flex flex-col gap-4">
      <Field label="Account" required help="Your organisation or brand." error={error('accountName')}>
        <Input name="accountName" autoComplete="organization" autoFocus defaultValue={typed('accountName')} />
      </Field>
      <Field label="Product" error={error('product')}>
        <Select key={`product ${product}`} name="product" options={products} defaultValue={product} />
      </Field>
      <Field label="Time zone" help="In which dates and times are shown." error={error('timeZone')}>
        <Select key={`zone ${zone}`} name="timeZone" options={zones} defaultValue={zone} />
      </Field>
      <Field label="Your name" required error={error('name')}>
        <Input name="name" autoComplete="name" defaultValue={typed('name')} />
      </Field>
      <Field label="E-mail address" required help="You sign in with it." error={error('email')}>
        <Input name="email" type="email" autoComplete="username" defaultValue={typed('email')} />
      </Field>
      <Field label="Password" required help="At least 10 characters." error={error('password')}>
        <Input name="password" type="password" autoComplete="new-password" />
      </Field>
      <FormMessage>{state.message}</FormMessage>
      <SubmitButton>Create account</SubmitButton>
    </form>
  )
}
