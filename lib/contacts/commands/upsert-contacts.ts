import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError, type DomainErrorCode } from '@/lib/platform/errors'
import { ExternalId } from '@/lib/platform/schema'
import { holdDefinitions, loadDefinitions } from '../definitions.sql'
import { type Definitions, isRefusal, readContact, type UpsertOptions } from '../rules/contact'
import { type ContactInput, type ContactOutcome, type ContactResult, contactListMax } from '../schema'
import { type Reading, writeContacts } from './write-contacts'

export type NamedContact = { externalId: string; input: ContactInput }

/**
 * Creates or updates up to 100 contacts, each for itself: one that is refused does not keep the others out. Of two with one id
 * the second finds what the first left. The answer is in the order of what was sent.
 * @throws DomainError too_large, forbidden
 */
export async function upsertContactList(
  ctx: Context,
  contacts: NamedContact[],
  options: UpsertOptions,
): Promise<ContactResult[]> {
  requireScope(ctx.actor, 'contacts:write')
  if (contacts.length > contactListMax)
    throw new DomainError('too_large', `A list holds at most ${contactListMax} contacts.`)
  const { accountId } = ctx.actor
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.$executeRaw(holdDefinitions(accountId))
    const definitions = await loadDefinitions(ctx.db, accountId)
    const readings = contacts.map((contact) => read(definitions, contact, ctx.now()))
    return writeContacts(ctx, definitions, readings, options)
  })
}

function read(definitions: Definitions, { externalId, input }: NamedContact, now: Date): Reading {
  const id = ExternalId.safeParse(externalId)
  if (!id.success) {
    const problem = id.error.issues[0]?.message ?? 'This is no id.'
    return { externalId, problem, field: 'externalId' }
  }
  const reading = readContact(definitions, input, now)
  return isRefusal(reading) ? { externalId, ...reading } : { externalId, change: reading }
}

const refusals: Partial<Record<ContactOutcome, DomainErrorCode>> = {
  exists: 'contact_exists',
  unknown: 'not_found',
  erased: 'contact_erased',
  invalid: 'invalid_property',
}

/**
 * Creates or updates one contact, as `mode` allows.
 * @throws DomainError invalid_property (with its field), contact_exists, not_found, contact_erased, forbidden
 */
export async function upsertContact(
  ctx: Context,
  externalId: string,
  input: ContactInput,
  options: UpsertOptions,
): Promise<{ created: boolean }> {
  const [result] = await upsertContactList(ctx, [{ externalId, input }], options)
  if (!result) throw new Error('a list of one was answered with none')
  const code = refusals[result.outcome]
  if (!code) return { created: result.outcome === 'created' }
  throw new DomainError(result.field === 'externalId' ? 'invalid' : code, result.message, {
    ...(result.field !== undefined && { field: result.field }),
    details: { kind: 'contact' },
  })
}

/** Changes what is given of a known contact, and leaves the rest. */
export async function patchContact(ctx: Context, externalId: string, input: ContactInput): Promise<void> {
  await upsertContact(ctx, externalId, input, { mode: 'update', purge: false })
}
