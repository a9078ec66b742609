import type { Property } from '../schema'

/** Every account's contacts have these two, whatever else is defined; they are kept apart from the other properties. */
export const reservedProperties: readonly Property[] = [
  { name: 'email', label: 'E-mail address', type: 'email', entries: [] },
  { name: 'permissions', label: 'Permissions', type: 'set', entries: [] },
]

export function isReserved(name: string): boolean {
  return reservedProperties.some((property) => property.name === name)
}
