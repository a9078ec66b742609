import type { DefinedProperty } from '../schema'

/** Every account's contacts have these two, whatever else is defined; they are kept apart from the other properties. */
export const reservedProperties: readonly DefinedProperty[] = [
  { name: 'email', label: 'E-mail address', type: 'email', entries: [], hidden: false },
  { name: 'permissions', label: 'Permissions', type: 'set', entries: [], hidden: false },
]

export function isReserved(name: string): boolean {
  return reservedProperties.some((property) => property.name === name)
}
