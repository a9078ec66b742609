import type { ContactInput, ContactOutcome, DefinedProperty, PropertyValue } from '../schema'
import { emailKey, readEmail } from './email'
import { isCleared, readBits, readValue } from './values'

/** What the account's contacts can have, by name and by name in lower case. */
export type Definitions = {
  properties: ReadonlyMap<string, DefinedProperty>
  byKey: ReadonlyMap<string, DefinedProperty>
  /** Of each permission its bit and our id. */
  permissionIds: ReadonlyMap<number, number>
}

export type Email = { value: string; key: string }

/** What a person is called, as far as the properties every account has tell; '' when they do not. */
export function nameOf({ firstName, infix, lastName }: Record<string, PropertyValue>): string {
  const parts = [firstName, infix, lastName].filter((part) => typeof part === 'string')
  return parts.join(' ').trim()
}

/** What an input says about a contact, checked and in canonical form; null clears. */
export type ContactChange = {
  email?: Email | null
  testGroup?: boolean
  properties: Record<string, PropertyValue | null>
  permissions: Map<number, boolean>
}

export type Refusal = { problem: string; field: string }

export function isRefusal(reading: ContactChange | Refusal): reading is Refusal {
  return 'problem' in reading
}

/** Property names are a system's to get right, but case alone is forgiven. */
export function findProperty(definitions: Definitions, name: string): DefinedProperty | undefined {
  return definitions.properties.get(name) ?? definitions.byKey.get(name.toLowerCase())
}

/** What of a contact's values is shown: nothing of a hidden property, and nothing that is on its way out with its definition. */
export function shownValues(
  { properties }: Pick<Definitions, 'properties'>,
  values: Record<string, PropertyValue>,
): Record<string, PropertyValue> {
  const shown = Object.entries(values).flatMap(([name, value]): [string, PropertyValue][] => {
    const property = properties.get(name)
    if (!property || property.hidden) return []
    if (!Array.isArray(value)) return [[name, value]]
    const bits = value.filter((bit) => property.entries.some((entry) => entry.bit === bit))
    return bits.length === 0 ? [] : [[name, bits]]
  })
  return Object.fromEntries(shown)
}

/** The e-mail address and the permissions may come by their own names or as the properties `email` and `permissions`. */
export function readContact(
  definitions: Definitions,
  input: ContactInput,
  now: Date,
): ContactChange | Refusal {
  const change: ContactChange = { properties: {}, permissions: new Map() }
  if (input.testGroup !== undefined) change.testGroup = input.testGroup
  const given = Object.entries(input.properties ?? {})
  if (input.email !== undefined) given.push(['email', input.email])
  if (input.permissions !== undefined) given.push(['permissions', input.permissions])
  for (const [name, value] of given) {
    if (value === undefined) continue
    const refusal = readProperty(definitions, change, name, value, now)
    if (refusal) return refusal
  }
  return change
}

function readProperty(
  definitions: Definitions,
  change: ContactChange,
  name: string,
  given: unknown,
  now: Date,
): Refusal | undefined {
  const property = findProperty(definitions, name)
  if (!property)
    return { problem: `There is no property ${JSON.stringify(name.slice(0, 100))}.`, field: name }
  if (property.name === 'permissions') return readPermissions(definitions, change, given)
  if (property.name === 'email') return readAddress(change, given)
  if (isCleared(given)) {
    change.properties[property.name] = null
    return undefined
  }
  const reading = readValue(property, given, now)
  if ('problem' in reading) return { ...reading, field: property.name }
  change.properties[property.name] = isEmptySet(reading.value) ? null : reading.value
  return undefined
}

function isEmptySet(value: PropertyValue): boolean {
  return Array.isArray(value) && value.length === 0
}

function readAddress(change: ContactChange, given: unknown): Refusal | undefined {
  if (isCleared(given)) {
    change.email = null
    return undefined
  }
  const email = typeof given === 'string' ? readEmail(given) : undefined
  if (email === undefined) return { problem: 'email must be an e-mail address.', field: 'email' }
  change.email = { value: email, key: emailKey(email) }
  return undefined
}

function readPermissions(
  definitions: Definitions,
  change: ContactChange,
  given: unknown,
): Refusal | undefined {
  const bits = given === null ? new Map<number, boolean>() : readBits(given)
  if (!bits) return { problem: 'permissions must be a list of {"bit", "enabled"}.', field: 'permissions' }
  for (const [bit, on] of bits) {
    if (!definitions.permissionIds.has(bit))
      return { problem: `There is no permission ${bit}.`, field: 'permissions' }
    change.permissions.set(bit, on)
  }
  return undefined
}

/** A contact as far as a change touches it. */
export type ContactState = {
  email: Email | null
  testGroup: boolean
  properties: Record<string, PropertyValue>
  permissions: ReadonlyMap<number, boolean>
}

const blank: ContactState = { email: null, testGroup: false, properties: {}, permissions: new Map() }

export type UpsertOptions = {
  /** What must be so: the contact new, or known, or either. */
  mode: 'create' | 'update' | 'upsert'
  /**
   * Clears the e-mail address and properties that are not sent. Permissions stay: consent is withdrawn by saying so. Hidden
   * properties stay too: who was not shown them cannot mean to clear them.
   */
  purge: boolean
}

type Decision = { outcome: ContactOutcome; state: ContactState }

/** What becomes of a contact, `current` being undefined when there is none. */
export function decideUpsert(
  current: ContactState | undefined,
  change: ContactChange,
  { mode, purge }: UpsertOptions,
  definitions: Pick<Definitions, 'properties'>,
): Decision {
  if (current && mode === 'create') return { outcome: 'exists', state: current }
  if (!current && mode === 'update') return { outcome: 'unknown', state: blank }
  const from = current ?? blank
  const state = purge ? applied(purged(from, definitions), change) : applied(from, change)
  if (!current) return { outcome: 'created', state }
  return { outcome: isSame(current, state) ? 'unchanged' : 'updated', state }
}

function purged(from: ContactState, { properties }: Pick<Definitions, 'properties'>): ContactState {
  const hidden = Object.entries(from.properties).filter(([name]) => properties.get(name)?.hidden)
  return { ...from, email: null, properties: Object.fromEntries(hidden) }
}

function applied(from: ContactState, change: ContactChange): ContactState {
  const properties = Object.entries({ ...from.properties, ...change.properties }).filter(
    (entry): entry is [string, PropertyValue] => entry[1] !== null,
  )
  return {
    email: change.email === undefined ? from.email : change.email,
    testGroup: change.testGroup ?? from.testGroup,
    properties: Object.fromEntries(properties),
    permissions: new Map([...from.permissions, ...change.permissions]),
  }
}

function isSame(a: ContactState, b: ContactState): boolean {
  return (
    a.email?.value === b.email?.value &&
    a.testGroup === b.testGroup &&
    isSameProperties(a.properties, b.properties) &&
    a.permissions.size === b.permissions.size &&
    [...b.permissions].every(([bit, granted]) => a.permissions.get(bit) === granted)
  )
}

function isSameProperties(a: Record<string, PropertyValue>, b: Record<string, PropertyValue>): boolean {
  const names = Object.keys(b)
  if (names.length !== Object.keys(a).length) return false
  return names.every((name) => Object.hasOwn(a, name) && String(a[name]) === String(b[name]))
}
