import { expect, it } from 'vitest'
import { freeBit, nameFromLabel } from './property-words'

it.each([
  ['Shoe size', 'shoeSize'],
  ['Größe (EU)', 'grosseEu'],
  ['2nd e-mail', 'ndEMail'],
  ['名前', ''],
  ['  ', ''],
])('suggests for %j the name %j', (label, name) => {
  expect(nameFromLabel(label)).toBe(name)
})

it('finds the lowest bit that is free', () => {
  expect(freeBit([])).toBe(1)
  expect(freeBit([{ bit: 1 }, { bit: 3 }, { bit: 2 }])).toBe(4)
})
