import { z } from 'zod'
import { Consent, ConsentInput } from '@/lib/permissions/schema'
import { ExternalId, Moment, Name } from '@/lib/platform/schema'

export const propertyTypes = [
  'string',
  'int',
  'money',
  'date',
  'dateTime',
  'birthdate',
  'email',
  'gender',
  'mobNr',
  'postcode',
  'set',
] as const
export const PropertyType = z.enum(propertyTypes)
export type PropertyType = z.infer<typeof PropertyType>

/** One choice of a set. */
export const SetEntry = z.object({ bit: z.int().min(0).max(63), description: z.string(), rank: z.int() })
export type SetEntry = z.infer<typeof SetEntry>

/** Most choices a set can have: their bits are 0 to 63. */
export const entriesMax = 64

/** What contacts of the account can have. `email` and `permissions` are in every account and kept apart from the others. */
export const Property = z
  .object({
    name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, {
      error: 'Begin with a letter; then letters, digits and _, at most 63.',
    }),
    label: z.string().trim().min(1).max(255),
    type: PropertyType,
    entries: z.array(SetEntry).max(entriesMax).meta({ description: 'Of a set: its choices.' }),
  })
  .meta({ id: 'Property' })
export type Property = z.infer<typeof Property>

/** Hidden: shown nowhere, while values that systems send are kept as ever. */
export type DefinedProperty = Property & { hidden: boolean }

/** Most properties an account can have. */
export const propertiesMax = 200

const PropertyName = z.string().max(63)
const aBit = 'A bit is a whole number from 0 to 63.'
const Entries = z
  .array(SetEntry.extend({ bit: z.int(aBit).min(0, aBit).max(63, aBit), description: Name }))
  .max(entriesMax, `A set has at most ${entriesMax} choices.`)

/** A property as an owner defines it. */
export const NewProperty = Property.extend({ label: Name, entries: Entries })
export type NewProperty = z.output<typeof NewProperty>

/** Choices are added and renamed by their bits; those that are not named stay, so that two who edit lose nothing. */
export const ChangeProperty = z.object({
  name: PropertyName,
  label: Name,
  entries: Entries,
  removedBits: z.array(z.int()).max(entriesMax),
})
export type ChangeProperty = z.output<typeof ChangeProperty>

export const OneProperty = z.object({ name: PropertyName })
/** `place` counts from 0 among all properties. */
export const PlaceProperty = OneProperty.extend({ place: z.int().min(0).max(propertiesMax) })
export const HideProperty = OneProperty.extend({ hidden: z.boolean() })

/** Of a property, or of some choices of a set: how many contacts have it, and which rule-based lists name it. */
export const AskPropertyUse = OneProperty.extend({ bits: z.array(z.int()).max(entriesMax) })
export type PropertyUse = { contacts: number; lists: string[] }

/** What was deleted while its values are still being taken out of contacts; without bits the property itself. */
export type PropertyRemoval = { name: string; bits: number[] }

/** A value in its canonical form; of a set the bits that are on. */
export const PropertyValue = z.union([z.string(), z.number(), z.array(z.int())])
export type PropertyValue = z.infer<typeof PropertyValue>

export const ContactStatus = z.enum(['active', 'inactive'])

/** Why nobody mails a contact any more, where Roster noted it itself; other reasons are in the words of whoever gave them. */
export type StopReason = 'suppressed' | 'hard-bounce' | 'soft-bounces' | 'complaint' | 'opted-out'

export const Contact = z
  .object({
    externalId: ExternalId,
    email: z.string().nullable(),
    status: ContactStatus.meta({ description: 'Nobody inactive is mailed.' }),
    statusReason: z.string().nullable(),
    testGroup: z.boolean().meta({ description: 'Receives test sendings.' }),
    properties: z.record(z.string(), PropertyValue),
    permissions: z.array(Consent),
    createdAt: Moment,
    changedAt: Moment,
  })
  .meta({ id: 'Contact' })
export type Contact = z.infer<typeof Contact>

/** What a system says about a contact. What is left out stays; null, or an empty text, clears. */
export const ContactInput = z
  .object({
    email: z.string().max(1_000).nullable().optional(),
    testGroup: z.boolean().optional(),
    properties: z.record(z.string(), z.unknown()).optional().meta({
      description:
        'By name. Values are read leniently and kept in the form of their type; those of a hidden property are kept and not shown.',
    }),
    permissions: z
      .array(ConsentInput)
      .max(64)
      .optional()
      .meta({ description: 'Only those named change: consent is never withdrawn by leaving it out.' }),
  })
  .meta({ id: 'ContactInput' })
export type ContactInput = z.infer<typeof ContactInput>

/** A contact as lists of contacts show it. */
export const ContactSummary = Contact.pick({
  externalId: true,
  email: true,
  status: true,
  createdAt: true,
  changedAt: true,
}).meta({ id: 'ContactSummary' })
export type ContactSummary = z.infer<typeof ContactSummary>

/** The same as the screens list it: with what it is called, '' where its properties do not say. */
export type NamedContact = ContactSummary & { name: string }

export const Bounce = z
  .object({
    externalContactId: ExternalId,
    email: z.string().nullable(),
    kind: z.enum(['hard', 'soft']),
    reason: z.string().nullable(),
    bouncedAt: Moment,
  })
  .meta({ id: 'Bounce' })
export type Bounce = z.infer<typeof Bounce>

/** At most this many contacts in one list that is answered contact by contact. */
export const contactListMax = 100

export const ContactOutcome = z.enum([
  'created',
  'updated',
  'unchanged',
  'exists',
  'unknown',
  'erased',
  'invalid',
])
export type ContactOutcome = z.infer<typeof ContactOutcome>

export type ContactResult = { externalId: string; outcome: ContactOutcome; message: string; field?: string }

/** `received = created + updated + unchanged + duplicates + rejected`, always. */
export const ImportResult = z
  .object({
    received: z.int().meta({ description: 'Rows in the body.' }),
    duplicates: z.int().meta({ description: 'Rows whose id came again further on; the last one counts.' }),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    rejected: z.int(),
    rejections: z
      .array(z.object({ line: z.int(), value: z.string(), reason: z.string() }))
      .meta({ description: 'The first 1,000, by line; in a JSON array `line` is the position, from 1.' }),
  })
  .meta({ id: 'ImportResult' })
export type ImportResult = z.infer<typeof ImportResult>

/** Contacts on one page of the screens. */
export const contactPageSize = 50

export const contactSorts = ['externalId', 'email', 'changedAt'] as const

/** The address bar of the contacts. Each field falls back, so that an old bookmark still opens. */
export const ContactListQuery = z.object({
  q: z.string().min(1).max(255).optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})
