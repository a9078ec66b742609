import { expect, it } from 'vitest'
import type { Property } from '@/lib/contacts/schema'
import { byInWords, channelsInWords, reasonInWords } from './contact-words'

it.each([
  [{ kind: 'credential', name: 'Shop' } as const, 'API credential “Shop”'],
  [{ kind: 'user', name: 'Ada' } as const, 'Ada'],
  [{ kind: 'user', name: null } as const, 'somebody who has left'],
  [{ kind: 'import', name: 'fair.csv' } as const, 'the import of “fair.csv”'],
  [{ kind: 'mailing', name: 'Spring' } as const, 'the contact, by a link in “Spring”'],
  [{ kind: 'other', name: 'system' } as const, 'Roster itself'],
])('%j is %s', (by, words) => expect(byInWords(by)).toBe(words))

it('says why a contact is inactive, in Roster’s words or those that were given', () => {
  expect(reasonInWords('suppressed')).toMatch(/^Named by/)
  expect(reasonInWords('hard-bounce')).toMatch(/came back/)
  expect(reasonInWords('By hand: moved')).toBe('By hand: moved')
  expect(reasonInWords('constructor')).toBe('constructor')
})

const mobile: Property = { name: 'cell', label: 'Cell', type: 'mobNr', entries: [] }
it.each([
  [{ email: 'a@x.nl', status: 'active', properties: {} }, [true, 'a@x.nl'], [false, 'No mobile number']],
  [
    { email: null, status: 'active', properties: { cell: '+316' } },
    [false, 'No e-mail address'],
    [true, '+316'],
  ],
  [
    { email: 'a@x.nl', status: 'inactive', properties: { cell: '+316' } },
    [false, 'The contact is inactive'],
    [false, 'The contact is inactive'],
  ],
] as const)('of %j tells the channels', (contact, email, sms) => {
  expect(channelsInWords(contact, [mobile]).map(({ open, note }) => [open, note])).toEqual([email, sms])
})
