import type { Property, PropertyValue } from '@/lib/contacts/schema'

/** The properties that a form has a field for; the e-mail address and the permissions have their own. */
export function fieldsOf(properties: readonly Property[]): Property[] {
  return properties.filter(({ name }) => name !== 'email' && name !== 'permissions')
}

/** The name of a property's field, so that none is taken for one of the form's own. */
export function fieldName({ name }: Pick<Property, 'name'>): string {
  return `property.${name}`
}

/** A value as its field has it. */
export function typedValue(value: PropertyValue | undefined): string {
  return value === undefined || Array.isArray(value) ? '' : String(value)
}

/** What was changed in a form: what stands as it was is not sent, so that nobody's finer value is lost. */
export function changedValues(
  form: FormData,
  properties: readonly Property[],
  before: Record<string, PropertyValue>,
): Record<string, unknown> {
  const changed = fieldsOf(properties).flatMap((property): [string, unknown][] => {
    const value = before[property.name]
    if (property.type === 'set') {
      const bits = form.getAll(fieldName(property)).map(Number)
      const had = Array.isArray(value) ? value : []
      return sameLines(bits.join(), had.join()) ? [] : [[property.name, bits]]
    }
    const typed = String(form.get(fieldName(property)) ?? '')
    return sameLines(typed, typedValue(value)) ? [] : [[property.name, typed]]
  })
  return Object.fromEntries(changed)
}

// A form sends line ends in its own way.
const sameLines = (a: string, b: string) => a.replace(/\r\n?/g, '\n') === b.replace(/\r\n?/g, '\n')
