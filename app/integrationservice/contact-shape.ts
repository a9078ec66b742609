import { z } from 'zod'
import type { NamedContact } from '@/lib/contacts/commands/upsert-contacts'
import type { IdentifiedContact } from '@/lib/contacts/queries/contacts'
import type { UpsertOptions } from '@/lib/contacts/rules/contact'
import {
  type Bounce,
  type ContactInput,
  type ContactOutcome,
  type ContactResult,
  contactListMax,
  type Property,
  PropertyType,
  SetEntry,
} from '@/lib/contacts/schema'
import type { Sent } from '@/lib/reference/body'
import {
  type Fields,
  fieldsOf,
  flagField,
  idOf,
  isFields,
  listField,
  malformed,
  objectField,
} from '@/lib/reference/fields'

const SetValue = z.array(z.object({ bit: z.int(), enabled: z.boolean(), description: z.string().optional() }))
const Value = z.union([z.string(), z.number(), SetValue])
const Instant = z.int().meta({ description: 'Milliseconds since 1970, UTC.' })

/** A contact as the reference API shows it: its e-mail address and its permissions are properties among the others. */
export const ReferenceContact = z
  .object({
    externalId: z.string(),
    encryptedId: z.string().meta({ description: 'Opaque, and always the same for the same contact.' }),
    created: Instant,
    lastChanged: Instant,
    temporary: z.boolean(),
    testGroup: z.boolean(),
    channels: z.array(z.object({ name: z.enum(['EMAIL', 'SMS']), value: z.boolean() })),
    properties: z.record(z.string(), Value).meta({ description: 'Only those that have a value.' }),
  })
  .meta({ id: 'ReferenceContact' })

export const ReferenceContactInput = z
  .object({
    externalId: z.string().min(1).max(255),
    properties: z.record(z.string(), Value.nullable()).optional(),
    testGroup: z.boolean().optional(),
  })
  .meta({ id: 'ReferenceContactInput' })

const flags = {
  update: z
    .boolean()
    .optional()
    .meta({ description: 'Whether a known contact is changed; else it is refused.' }),
  purge: z.boolean().optional().meta({ description: 'Whether properties that are not sent are cleared.' }),
}
export const ReferenceContactBody = z.object({ contact: ReferenceContactInput, ...flags })
export const ReferenceContactList = z.object({
  contacts: z.array(ReferenceContactInput).max(contactListMax),
  ...flags,
})

export const ReferenceResults = z.array(
  z.object({
    externalId: z.string(),
    code: z.enum([
      'OK',
      'PROPERTY_INVALID',
      'CONTACT_ALREADY_EXISTS',
      'CONTACT_UNKNOWN',
      'CONTACT_OPTOUT',
      'NO_ACTIVE_CHANNEL',
      'ERROR',
    ]),
    message: z.string(),
  }),
)

export const ReferenceProperties = z.array(
  z.object({
    name: z.string(),
    description: z.string(),
    type: PropertyType,
    entries: z.array(SetEntry).optional(),
  }),
)

export const ReferenceBounce = z.object({
  externalId: z.string(),
  encryptedId: z.string(),
  email: z.string().nullable(),
  type: z.enum(['HARD', 'SOFT']),
  reason: z.string().nullable(),
  date: Instant,
})

export function toReferenceProperty({ name, label, type, entries }: Property) {
  return { name, description: label, type, ...(type === 'set' && { entries }) }
}

export function toReferenceContact(
  contact: IdentifiedContact,
  definitions: readonly Property[],
): z.input<typeof ReferenceContact> {
  const sms = definitions.some(
    ({ type, name }) => type === 'mobNr' && Object.hasOwn(contact.properties, name),
  )
  return {
    externalId: contact.externalId,
    encryptedId: contact.encryptedId,
    created: Date.parse(contact.createdAt),
    lastChanged: Date.parse(contact.changedAt),
    temporary: false,
    testGroup: contact.testGroup,
    channels: [
      { name: 'EMAIL', value: contact.email !== null && contact.status === 'active' },
      { name: 'SMS', value: sms && contact.status === 'active' },
    ],
    properties: propertiesOf(contact, definitions),
  }
}

function propertiesOf(contact: IdentifiedContact, definitions: readonly Property[]) {
  const properties: [string, z.input<typeof Value>][] = []
  if (contact.email !== null) properties.push(['email', contact.email])
  for (const [name, value] of Object.entries(contact.properties)) {
    const property = definitions.find((definition) => definition.name === name)
    if (property) properties.push([name, Array.isArray(value) ? setOf(property, value) : value])
  }
  const permissions = definitions.find(({ name }) => name === 'permissions')
  const granted = contact.permissions.flatMap((consent) => (consent.granted ? [consent.bit] : []))
  if (permissions && contact.permissions.length > 0)
    properties.push(['permissions', setOf(permissions, granted)])
  return Object.fromEntries(properties)
}

function setOf({ entries }: Property, on: number[]): z.input<typeof SetValue> {
  return entries.map(({ bit, description }) => ({ bit, enabled: on.includes(bit), description }))
}

export function toReferenceBounce(bounce: Bounce & { encryptedId: string }): z.input<typeof ReferenceBounce> {
  return {
    externalId: bounce.externalContactId,
    encryptedId: bounce.encryptedId,
    email: bounce.email,
    type: bounce.kind === 'hard' ? 'HARD' : 'SOFT',
    reason: bounce.reason,
    date: Date.parse(bounce.bouncedAt),
  }
}

const codes: Record<ContactOutcome, z.input<typeof ReferenceResults>[number]['code']> = {
  created: 'OK',
  updated: 'OK',
  unchanged: 'OK',
  exists: 'CONTACT_ALREADY_EXISTS',
  unknown: 'CONTACT_UNKNOWN',
  erased: 'CONTACT_OPTOUT',
  invalid: 'PROPERTY_INVALID',
}

export function toReferenceResult({ externalId, outcome, message, field }: ContactResult) {
  return { externalId, code: field === 'externalId' ? ('ERROR' as const) : codes[outcome], message }
}

export type SentContact = { contact: NamedContact; options: UpsertOptions }

/** The contact of a body and what is to be done with it. The id may be in the path; in the body it is then the same. */
export function readContactBody(sent: Sent | undefined, idInPath?: string): SentContact {
  const fields = objectField(sent, 'contact')
  const flagged =
    sent?.format === 'xml' && sent.root === 'contact' && !('contact' in fieldsOf(sent)) ? {} : fieldsOf(sent)
  const named = readNamed(sent?.format === 'xml', fields, idInPath)
  if (idInPath !== undefined && named.externalId !== idInPath)
    throw malformed('The externalId in the body is not the one in the path.')
  return { contact: named, options: optionsOf(flagged, idInPath === undefined ? undefined : 'update') }
}

const contactElements = ['contact', 'contacts']

export function readContactList(sent: Sent | undefined): {
  contacts: NamedContact[]
  options: UpsertOptions
} {
  const list = listField(sent, 'contacts', contactElements)
  if (list.length > contactListMax)
    throw malformed(`A list holds at most ${contactListMax} contacts, and this has ${list.length}.`)
  const contacts = list.map((each) => {
    if (!isFields(each)) throw malformed('A contact in the list is not an object.')
    return readNamed(sent?.format === 'xml', each)
  })
  return { contacts, options: optionsOf(fieldsOf(sent)) }
}

function optionsOf(fields: Fields, mode?: 'update'): UpsertOptions {
  const update = flagField(fields, 'update') ?? false
  return { mode: mode ?? (update ? 'upsert' : 'create'), purge: flagField(fields, 'purge') ?? false }
}

function readNamed(isXml: boolean, fields: Fields, idInPath?: string): NamedContact {
  const { externalId = idInPath, properties } = fields
  const id = externalId === null || externalId === undefined ? '' : idOf(externalId)
  if (id === '') throw malformed('A contact has no externalId.')
  const testGroup = flagField(fields, 'testGroup')
  const input: ContactInput = { ...(testGroup !== undefined && { testGroup }) }
  if (properties !== undefined && properties !== null)
    input.properties = isXml ? xmlProperties(properties) : jsonProperties(properties)
  return { externalId: id, input }
}

function jsonProperties(properties: unknown): Fields {
  if (!isFields(properties)) throw malformed('"properties" is not an object.')
  return properties
}

/** An element per property, or the entries of a map, each with its key and value, as some libraries write it. */
function xmlProperties(properties: unknown): Fields {
  if (typeof properties === 'string' && properties.trim() === '') return {}
  const fields = jsonProperties(properties)
  const { entry, ...others } = fields
  const entries = [entry].flat().filter(isFields)
  if (Object.keys(others).length > 0 || entries.length === 0 || !entries.every((each) => 'key' in each))
    return withoutWrappers(fields)
  return withoutWrappers(Object.fromEntries(entries.map(({ key, value }) => [String(key), value ?? ''])))
}

/** The choices of a set may stand in an element of their own around them. */
function withoutWrappers(fields: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const [only, ...others] = isFields(value) ? Object.values(value) : []
      return [name, others.length === 0 && typeof only === 'object' ? only : value]
    }),
  )
}
