import type { PropertyType } from '@/lib/contacts/schema'

export const typeNames: Record<PropertyType, string> = {
  string: 'Text',
  int: 'Whole number',
  money: 'Amount',
  date: 'Date',
  dateTime: 'Date and time',
  birthdate: 'Date of birth',
  email: 'E-mail address',
  gender: 'Gender',
  mobNr: 'Mobile number',
  postcode: 'Postcode',
  set: 'Choices',
}

/** Every account has these, and they are more than values of their type. */
const builtIn = ['email', 'permissions']

export function isBuiltIn(name: string): boolean {
  return builtIn.includes(name)
}

/** A name that systems could call a property by, from what people call it: "Shoe size" → "shoeSize". */
export function nameFromLabel(label: string): string {
  const [first = '', ...rest] = label
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/[^A-Za-z0-9]/g, ''))
    .filter(Boolean)
  const words = rest.map((word) => `${word[0]?.toUpperCase()}${word.slice(1).toLowerCase()}`)
  return [first.toLowerCase(), ...words].join('').replace(/^\d+/, '').slice(0, 63)
}

/** The lowest bit that no choice, or no permission, has. */
export function freeBit(entries: readonly { bit: number }[]): number {
  let bit = 1
  while (entries.some((entry) => entry.bit === bit)) bit++
  return bit
}
