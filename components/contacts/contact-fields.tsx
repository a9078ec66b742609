'use client'

import type { Contact, Property, PropertyType, PropertyValue } from '@/lib/contacts/schema'
import { Checkbox } from '../ui/checkbox'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'
import { Select } from '../ui/select'
import { Textarea } from '../ui/textarea'
import { genderNames } from './contact-words'
import { fieldName, fieldsOf, typedValue } from './form-values'

type ErrorOf = (field: string) => string | undefined

type Props = {
  properties: readonly Property[]
  /** What it is now; absent: a new one. */
  contact?: Pick<Contact, 'email' | 'testGroup' | 'properties'>
  errorOf: ErrorOf
}

/** The e-mail address, each property by its type, and the test group. */
export function ContactFields({ properties, contact, errorOf }: Props) {
  return (
    <>
      <Field label="E-mail address" error={problemOf(errorOf, 'email')}>
        <Input
          name="email"
          type="email"
          autoComplete="off"
          spellCheck={false}
          defaultValue={contact?.email ?? ''}
        />
      </Field>
      {fieldsOf(properties).map((property) => (
        <PropertyField
          key={property.name}
          property={property}
          value={contact?.properties[property.name]}
          error={problemOf(errorOf, property.name)}
        />
      ))}
      <Checkbox
        name="testGroup"
        label="In the test group"
        help="Receives test sendings."
        defaultChecked={contact?.testGroup ?? false}
      />
    </>
  )
}

/** What is wrong with a value is said by the name of its property, which stands above the field already. */
function problemOf(errorOf: ErrorOf, name: string): string | undefined {
  return errorOf(name)?.replace(`${name} must be `, 'Enter ')
}

/** How values are written, where that is not obvious. */
const examples: Partial<Record<PropertyType, string>> = {
  date: 'YYYY-MM-DD',
  birthdate: 'YYYY-MM-DD',
  dateTime: 'YYYY-MM-DDThh:mm:ssZ',
}
const keyboards: Partial<Record<PropertyType, 'numeric' | 'decimal' | 'tel' | 'email'>> = {
  int: 'numeric',
  money: 'decimal',
  mobNr: 'tel',
  email: 'email',
}

type FieldProps = { property: Property; value: PropertyValue | undefined; error: string | undefined }

function PropertyField({ property, value, error }: FieldProps) {
  if (property.type === 'set') return <SetField property={property} value={value} error={error} />
  const { label, type } = property
  const typed = typedValue(value)
  const control = { name: fieldName(property), defaultValue: typed }
  if (type === 'gender')
    return (
      <Field label={label} error={error}>
        <Select
          {...control}
          options={[
            { value: '', label: 'Not known' },
            ...Object.entries(genderNames).map(([key, name]) => ({ value: key, label: name })),
          ]}
        />
      </Field>
    )
  return (
    <Field label={label} error={error} help={type === 'dateTime' ? 'In UTC.' : undefined}>
      {/[\r\n]/.test(typed) ? (
        <Textarea {...control} rows={3} />
      ) : (
        <Input {...control} autoComplete="off" inputMode={keyboards[type]} placeholder={examples[type]} />
      )}
    </Field>
  )
}

function SetField({ property, value, error }: FieldProps) {
  const on = Array.isArray(value) ? value : []
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 font-medium text-sm">{property.label}</legend>
      {property.entries.map(({ bit, description }) => (
        <Checkbox
          key={bit}
          name={fieldName(property)}
          value={String(bit)}
          label={description}
          defaultChecked={on.includes(bit)}
        />
      ))}
      <FormMessage>{error}</FormMessage>
    </fieldset>
  )
}
