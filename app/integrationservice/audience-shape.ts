import { z } from 'zod'
import { type Audience, AudienceInput } from '@/lib/audiences/schema'
import { DomainError } from '@/lib/platform/errors'
import type { Sent } from '@/lib/reference/body'
import { type Fields, fieldsOf, idOf, listField, malformed, objectField } from '@/lib/reference/fields'

const Moment = z.iso.datetime().nullable()

/** An audience as the reference API shows it. */
export const ReferenceAudience = z
  .object({
    externalId: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    createDate: Moment,
    changeDate: Moment,
    lastContactAddedAt: Moment,
    lastContactRemovedAt: Moment,
    lastSyncDate: Moment,
  })
  .meta({ id: 'ReferenceAudience' })

/** What is read of it; the other fields may come along and are ignored. */
export const ReferenceAudienceInput = z
  .object({
    externalId: z.string().min(1).max(255),
    name: z.string().min(1).max(255).meta({ description: 'Unique in the account, without regard to case.' }),
    description: z.string().nullable().optional(),
  })
  .meta({ id: 'ReferenceAudienceInput' })

/** The ids of the contacts to add or to remove. */
export const ReferenceContactIds = z
  .object({ contacts: z.array(z.string()).max(2_500) })
  .meta({ id: 'ReferenceContactIds' })

export function toReferenceAudience(audience: Audience): z.input<typeof ReferenceAudience> {
  return {
    externalId: audience.externalId,
    name: audience.name,
    description: audience.description,
    createDate: audience.createdAt,
    changeDate: audience.changedAt,
    lastContactAddedAt: audience.lastContactAddedAt,
    lastContactRemovedAt: audience.lastContactRemovedAt,
    lastSyncDate: audience.lastSyncAt,
  }
}

/** The audience in a body: the fields of the object itself, or of one called `audience` in it. */
function audienceFields(sent: Sent | undefined): Fields {
  const fields = fieldsOf(sent)
  return 'audience' in fields ? objectField(sent, 'audience') : fields
}

export function readAudience(sent: Sent | undefined): AudienceInput {
  return checked(audienceFields(sent))
}

/** The audience to bring the one in the path to. Its id may be left out, and is else the same. */
export function readAudienceChange(sent: Sent | undefined, externalId: string): AudienceInput {
  const fields = audienceFields(sent)
  const { externalId: inBody = externalId } = fields
  if (inBody !== externalId) throw malformed('The externalId in the body is not the one in the path.')
  return checked({ ...fields, externalId })
}

function checked({ externalId, name, description }: Fields): AudienceInput {
  const given = { externalId: externalId ?? '', name: name ?? '', description: description || null }
  const result = AudienceInput.safeParse(given)
  if (result.success) return result.data
  const [issue] = result.error.issues
  const field = String(issue?.path[0] ?? '')
  throw new DomainError('invalid', `${field}: ${issue?.message ?? 'not valid'}`, { field })
}

const idElements = ['contact', 'contacts', 'externalContactId', 'externalId', 'id']

export function readContactIds(sent: Sent | undefined): string[] {
  return listField(sent, 'contacts', idElements).map(idOf)
}
