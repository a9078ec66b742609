import { describe, expect, test } from 'vitest'
import type { Property } from '@/lib/contacts/schema'
import { columnsProblem, guessColumns } from './rules'
import type { ColumnTarget } from './schema'

const property = (name: string, label = name): Property => ({ name, label, type: 'string', entries: [] })
const properties = [
  property('email', 'E-mail address'),
  property('permissions'),
  property('firstName', 'First name'),
  property('city', 'Woonplaats'),
]

describe('guessColumns', () => {
  test.each<[string[], ColumnTarget[]]>([
    [
      ['id', 'email', 'city'],
      ['id', 'email', 'property:city'],
    ],
    [
      ['Customer Number', 'E-Mail', 'FIRST_NAME', 'woonplaats', 'shoe size'],
      ['id', 'email', 'property:firstName', 'property:city', ''],
    ],
    [
      ['e-mailadres', 'Adresse e-mail', 'City', 'city'],
      ['email', '', 'property:city', ''],
    ],
    [
      ['permissions', '', ''],
      ['', '', ''],
    ],
  ])('%j', (heading, columns) => {
    expect(guessColumns(heading, properties)).toEqual(columns)
  })
})

describe('columnsProblem', () => {
  test.each<[ColumnTarget[], string | undefined]>([
    [['id', ''], undefined],
    [['email', 'property:city'], undefined],
    [['id'], 'Say first what is in the columns.'],
    [
      ['property:city', ''],
      'Choose the column that holds the contact id, or the one that holds the e-mail address.',
    ],
    [['id', 'id'], 'Two columns go to the contact id. Choose one of them.'],
    [['id', 'property:shoe'], 'There is no property shoe any more.'],
  ])('%j', (columns, problem) => {
    expect(columnsProblem(columns, 2, properties)).toBe(problem)
  })
})
