import { expect, test } from 'vitest'
import type { DefinedProperty, PropertyType, PropertyValue } from '@/lib/contacts/schema'
import { fieldTexts } from './fields'

const define = (
  name: string,
  type: PropertyType,
  more: Partial<DefinedProperty> = {},
): [string, DefinedProperty] => [name, { name, label: name, type, entries: [], hidden: false, ...more }]

const entries = [
  { bit: 1, description: 'Garden', rank: 1 },
  { bit: 2, description: 'Kitchen', rank: 2 },
]
const properties = new Map<string, DefinedProperty>([
  define('firstName', 'string'),
  define('orders', 'int'),
  define('spent', 'money'),
  define('joined', 'date'),
  define('seen', 'dateTime'),
  define('gender', 'gender'),
  define('likes', 'set', { entries }),
  define('secret', 'string', { hidden: true }),
])

const textOf = (name: string, value?: PropertyValue) => {
  const contact = { externalId: 'c-1', email: null, properties: value === undefined ? {} : { [name]: value } }
  const texts = fieldTexts({ properties }, contact, { names: [name], timeZone: 'Europe/Amsterdam' })
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}

test.each<[string, PropertyValue | undefined, string | undefined]>([
  ['firstName', 'Ann', 'Ann'],
  ['firstName', undefined, undefined],
  ['orders', 1204, '1,204'],
  ['orders', 0, '0'],
  ['spent', 12.5, '12.50'],
  ['joined', '2026-11-23', '23 Nov 2026'],
  ['seen', '2026-11-23T23:30:00Z', '24 Nov 2026, 00:30'],
  ['gender', 'F', 'Female'],
  ['gender', 'U', undefined],
  ['likes', [1, 2, 9], 'Garden, Kitchen'],
  ['secret', 'x', undefined],
  ['unknown', 'x', undefined],
  ['constructor', undefined, undefined],
  ['externalId', undefined, 'c-1'],
  ['email', undefined, undefined],
])('%s of %j reads %j', (name, value, text) => {
  expect(textOf(name, value)).toBe(text)
})
