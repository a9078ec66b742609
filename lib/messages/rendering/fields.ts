import type { Definitions } from '@/lib/contacts/rules/contact'
import type { Contact, DefinedProperty, PropertyValue } from '@/lib/contacts/schema'
import { formatAmount, formatCount } from '@/lib/format/counts'
import { formatDate, formatDateTime } from '@/lib/format/dates'

const genders: Record<string, string> = { F: 'Female', M: 'Male', X: 'Other' }

/**
 * The values that personal fields name, as text for people; a contact without one has none here. `email` and `externalId` can be
 * named as if they were properties. Moments are told in `timeZone`, the account's.
 */
export function fieldTexts(
  { properties }: Pick<Definitions, 'properties'>,
  contact: Pick<Contact, 'externalId' | 'email' | 'properties'>,
  { names, timeZone }: { names: readonly string[]; timeZone: string },
): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const name of names) {
    const text = fieldText(name)
    if (text) texts[name] = text
  }
  return texts

  function fieldText(name: string): string | null | undefined {
    if (name === 'externalId') return contact.externalId
    if (name === 'email') return contact.email
    const property = properties.get(name)
    const value = Object.hasOwn(contact.properties, name) ? contact.properties[name] : undefined
    return property && !property.hidden && value !== undefined ? valueText(property, value, timeZone) : ''
  }
}

function valueText(property: DefinedProperty, value: PropertyValue, timeZone: string): string {
  if (Array.isArray(value)) {
    const chosen = property.entries.filter(({ bit }) => value.includes(bit))
    return chosen.map(({ description }) => description).join(', ')
  }
  if (typeof value === 'number') return property.type === 'money' ? formatAmount(value) : formatCount(value)
  switch (property.type) {
    case 'date':
    case 'birthdate':
      return formatDate(new Date(value), 'UTC')
    case 'dateTime':
      return formatDateTime(new Date(value), timeZone)
    case 'gender':
      return genders[value] ?? ''
    default:
      return value
  }
}
