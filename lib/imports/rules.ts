import type { Property } from '@/lib/contacts/schema'
import type { ColumnTarget } from './schema'

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** What columns are called that hold the contact's id, or the e-mail address, in the languages files come in. */
const idNames = [
  'id',
  'contactid',
  'externalid',
  'customerid',
  'customernumber',
  'klantnummer',
  'kundennummer',
]
const emailNames = [
  'email',
  'emailaddress',
  'mail',
  'emailadres',
  'emailadresse',
  'adressemail',
  'correoelectronico',
]

/** Guesses from the heading where each column goes. Each goes somewhere else; what nobody knows is not imported. */
export function guessColumns(heading: readonly string[], properties: readonly Property[]): ColumnTarget[] {
  const byName = new Map<string, ColumnTarget>()
  for (const { name, label } of properties) {
    if (name === 'email' || name === 'permissions') continue
    for (const known of [label, name]) byName.set(plain(known), `property:${name}`)
  }
  for (const name of idNames) byName.set(name, 'id')
  for (const name of emailNames) byName.set(name, 'email')
  const taken = new Set<ColumnTarget>()
  return heading.map((name) => {
    const target = byName.get(plain(name)) ?? ''
    if (taken.has(target)) return ''
    taken.add(target)
    return target
  })
}

/** What keeps a mapping from being used; undefined when nothing does. */
export function columnsProblem(
  columns: readonly ColumnTarget[],
  width: number,
  properties: readonly Property[],
): string | undefined {
  if (columns.length !== width) return 'Say first what is in the columns.'
  if (!columns.includes('id') && !columns.includes('email'))
    return 'Choose the column that holds the contact id, or the one that holds the e-mail address.'
  const wanted = columns.filter((target) => target !== '')
  const twice = wanted.find((target, i) => wanted.indexOf(target) !== i)
  if (twice !== undefined) return `Two columns go to ${nameOf(twice)}. Choose one of them.`
  const gone = wanted.find(
    (target) =>
      target.startsWith('property:') && !properties.some(({ name }) => `property:${name}` === target),
  )
  return gone === undefined ? undefined : `There is no property ${nameOf(gone)} any more.`
}

function nameOf(target: ColumnTarget): string {
  if (target === 'id') return 'the contact id'
  return target === 'email' ? 'the e-mail address' : target.replace('property:', '')
}
