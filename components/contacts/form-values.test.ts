import { expect, test } from 'vitest'
import type { Property, PropertyType } from '@/lib/contacts/schema'
import { changedValues, fieldName, typedValue } from './form-values'

const property = (name: string, type: PropertyType): Property => ({ name, label: name, type, entries: [] })
const properties = [
  property('email', 'email'),
  property('note', 'string'),
  property('orders', 'int'),
  property('pets', 'set'),
  property('permissions', 'set'),
]
const before = { note: 'a\nb', orders: 3, pets: [1, 2] }

function form(values: Record<string, string[]>): FormData {
  const data = new FormData()
  for (const [name, all] of Object.entries(values))
    for (const value of all) data.append(fieldName({ name }), value)
  return data
}

test('what stands as it was is not sent', () => {
  const same = form({
    note: ['a\r\nb'],
    orders: ['3'],
    pets: ['1', '2'],
    email: ['other'],
    permissions: ['1'],
  })
  expect(changedValues(same, properties, before)).toEqual({})
})

test('what was changed, filled in or emptied is', () => {
  const changed = form({ note: [''], orders: ['4'], pets: ['2'] })
  expect(changedValues(changed, properties, before)).toEqual({ note: '', orders: '4', pets: [2] })
  expect(changedValues(form({ note: ['new'] }), properties, {})).toEqual({ note: 'new' })
  expect(changedValues(form({ note: ['a\nb'], orders: ['3'] }), properties, before)).toEqual({ pets: [] })
})

test('a value stands in its field as it is kept', () => {
  expect([typedValue(12.5), typedValue('x'), typedValue([1]), typedValue(undefined)]).toEqual([
    '12.5',
    'x',
    '',
    '',
  ])
})
