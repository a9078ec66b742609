import type { Property, PropertyType } from '@/lib/contacts/schema'
import { mailingEvents } from '@/lib/dynamic-lists/rules/schema'
import type { Permission } from '@/lib/permissions/schema'
import type { SelectGroup, SelectOption } from '../../ui/select'

/** What rules of this account can ask about. */
export type Catalog = { properties: readonly Property[]; permissions: readonly Permission[] }

/** What a refinement is about, as the value of a choice: `property:city`, `email`, `permission:1`, `mailing:opened`. */
export type Subject = string

/** What can be filled in with an operator. */
export type Fields = 'none' | 'value' | 'range' | 'lines' | 'days' | 'choices' | 'list'

type Operator = { label: string; fields: Fields }
type Operators = Record<string, Operator>

const valued: Operators = {
  present: { label: 'has a value', fields: 'none' },
  absent: { label: 'has no value', fields: 'none' },
}

const dates: Operators = {
  on: { label: 'is on', fields: 'value' },
  before: { label: 'is before', fields: 'value' },
  after: { label: 'is after', fields: 'value' },
  between: { label: 'is between', fields: 'range' },
  'last-days': { label: 'is in the last', fields: 'days' },
  'before-days': { label: 'is longer ago than', fields: 'days' },
  'next-days': { label: 'is in the next', fields: 'days' },
  ...valued,
}

/** How each kind of thing can be asked about, by the names that rules have for it. */
const operators = {
  text: {
    is: { label: 'is', fields: 'value' },
    'is-not': { label: 'is not', fields: 'value' },
    contains: { label: 'contains', fields: 'value' },
    'not-contains': { label: 'does not contain', fields: 'value' },
    'starts-with': { label: 'starts with', fields: 'value' },
    'ends-with': { label: 'ends with', fields: 'value' },
    'one-of': { label: 'is one of', fields: 'lines' },
    ...valued,
  },
  number: {
    eq: { label: 'is', fields: 'value' },
    ne: { label: 'is not', fields: 'value' },
    lt: { label: 'is less than', fields: 'value' },
    lte: { label: 'is at most', fields: 'value' },
    gt: { label: 'is more than', fields: 'value' },
    gte: { label: 'is at least', fields: 'value' },
    between: { label: 'is between', fields: 'range' },
    ...valued,
  },
  date: dates,
  moment: dates,
  birthdate: {
    'birthday-today': { label: 'has a birthday today', fields: 'none' },
    'birthday-within': { label: 'has a birthday within', fields: 'days' },
    ...dates,
  },
  gender: {
    'one-of': { label: 'is one of', fields: 'choices' },
    'none-of': { label: 'is none of', fields: 'choices' },
    ...valued,
  },
  set: {
    'any-of': { label: 'has any of', fields: 'choices' },
    'all-of': { label: 'has all of', fields: 'choices' },
    'none-of': { label: 'has none of', fields: 'choices' },
    ...valued,
  },
  status: {
    active: { label: 'is active', fields: 'none' },
    inactive: { label: 'is inactive', fields: 'none' },
  },
  permission: {
    granted: { label: 'is granted', fields: 'none' },
    withheld: { label: 'is not granted', fields: 'none' },
  },
  list: { member: { label: 'is in', fields: 'list' }, 'no-member': { label: 'is not in', fields: 'list' } },
  mailing: {
    happened: { label: 'in the last', fields: 'days' },
    'not-happened': { label: 'not in the last', fields: 'days' },
  },
} as const satisfies Record<string, Operators>

export type Kind = keyof typeof operators

const kindOfType: Record<PropertyType, Kind> = {
  string: 'text',
  email: 'text',
  mobNr: 'text',
  postcode: 'text',
  int: 'number',
  money: 'number',
  date: 'date',
  dateTime: 'moment',
  birthdate: 'birthdate',
  gender: 'gender',
  set: 'set',
}

const contactKinds: Record<string, Kind> = {
  email: 'text',
  status: 'status',
  created: 'moment',
  list: 'list',
}

/** The property a subject is, if it is one. */
export function propertyOf(subject: Subject, { properties }: Catalog): Property | undefined {
  return properties.find(({ name }) => subject === `property:${name}`)
}

/** Undefined when it is not there any more. */
export function kindOf(subject: Subject, catalog: Catalog): Kind | undefined {
  const property = propertyOf(subject, catalog)
  if (property) return kindOfType[property.type]
  if (subject.startsWith('permission:')) return 'permission'
  return subject.startsWith('mailing:') ? 'mailing' : contactKinds[subject]
}

export function operatorsOf(kind: Kind): SelectOption[] {
  return Object.entries<Operator>(operators[kind]).map(([value, { label }]) => ({ value, label }))
}

export function fieldsOf(kind: Kind, op: string): Fields {
  return (operators[kind] as Operators)[op]?.fields ?? 'none'
}

const mailings: Record<(typeof mailingEvents)[number], string> = {
  received: 'Received a mailing',
  opened: 'Opened a mailing',
  clicked: 'Clicked in a mailing',
}

export function subjectsOf({ properties, permissions }: Catalog): SelectGroup[] {
  const groups: SelectGroup[] = [
    {
      label: 'Contact',
      options: [
        { value: 'email', label: 'E-mail address' },
        { value: 'status', label: 'Status' },
        { value: 'created', label: 'Created' },
        { value: 'list', label: 'Audience or static list' },
      ],
    },
    {
      label: 'Properties',
      options: properties.map(({ name, label }) => ({ value: `property:${name}`, label })),
    },
    {
      label: 'Permissions',
      options: permissions.map(({ bit, name }) => ({ value: `permission:${bit}`, label: name })),
    },
    {
      label: 'Mailings',
      options: mailingEvents.map((event) => ({ value: `mailing:${event}`, label: mailings[event] })),
    },
  ]
  return groups.filter(({ options }) => options.length > 0)
}

/** What can be chosen, where a refinement is a choice. */
export function choicesOf(subject: Subject, catalog: Catalog): SelectOption[] {
  const property = propertyOf(subject, catalog)
  if (property?.type === 'set') {
    return property.entries.map(({ bit, description }) => ({ value: String(bit), label: description }))
  }
  return [
    { value: 'F', label: 'Female' },
    { value: 'M', label: 'Male' },
    { value: 'X', label: 'Other' },
    { value: 'U', label: 'Unknown' },
  ]
}

const alsoWithout = 'Contacts without a value meet this too.'

const helps: Record<string, string> = {
  'is-not': alsoWithout,
  'not-contains': alsoWithout,
  ne: alsoWithout,
  'none-of': alsoWithout,
  'last-days': 'From so many days ago up to and including today, by the calendar of the account.',
  'before-days': 'Before the day that was so many days ago, by the calendar of the account.',
  'next-days': 'From today up to and including the day in so many days, by the calendar of the account.',
  'birthday-within': 'From today. Who was born on 29 February has their birthday on the 28th in other years.',
  happened: 'By the calendar of the account, today included.',
  'not-happened': 'By the calendar of the account, today included. Who never did meets this too.',
}

/** What people may not expect of an operator. */
export function helpOf(op: string): string | undefined {
  return helps[op]
}
