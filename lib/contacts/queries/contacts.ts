import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { opaqueId } from '@/lib/platform/crypto'
import { DomainError } from '@/lib/platform/errors'
import { type Page, type PageRequest, pageOf } from '@/lib/platform/keyset'
import {
  type ConsentRow,
  type ContactRow,
  type ContactSort,
  type Period,
  type SummaryRow,
  selectBounces,
  selectChanged,
  selectConsents,
  selectContact,
  selectContactsWith,
  selectSummaries,
  toSummary,
} from '../contact.sql'
import { loadDefinitions } from '../definitions.sql'
import { type Definitions, findProperty, nameOf, shownValues } from '../rules/contact'
import { emailKey } from '../rules/email'
import { isCleared, readValue } from '../rules/values'
import type { Bounce, Contact, ContactSummary, NamedContact, PropertyValue } from '../schema'

export function contactNotFound(externalId: string): DomainError {
  return new DomainError('not_found', `There is no contact ${JSON.stringify(externalId)}.`, {
    details: { kind: 'contact' },
  })
}

export async function requireContact(ctx: Context, externalId: string): Promise<ContactRow> {
  requireScope(ctx.actor, 'contacts:read')
  const row = await selectContact(ctx.db, ctx.actor.accountId, externalId)
  if (!row) throw contactNotFound(externalId)
  return row
}

/** A contact with a name that says nothing about it, for systems that show one in a link. */
export type IdentifiedContact = Contact & { encryptedId: string }

function toContact(
  ctx: Context,
  definitions: Definitions,
  row: ContactRow,
  consents: ConsentRow[] = [],
): IdentifiedContact {
  return {
    externalId: row.external_id,
    email: row.email,
    status: row.status,
    statusReason: row.status_reason,
    testGroup: row.test_group,
    properties: shownValues(definitions, row.properties),
    permissions: consents.map(({ bit, name, granted, changed_at }) => ({
      bit,
      name,
      granted,
      changedAt: changed_at.toISOString(),
    })),
    createdAt: row.created_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    encryptedId: opaqueId('contact', ctx.actor.accountId, row.id),
  }
}

async function toContacts(ctx: Context, rows: ContactRow[]): Promise<IdentifiedContact[]> {
  const ids = rows.map(({ id }) => id)
  const { accountId } = ctx.actor
  const consents = await selectConsents(ctx.db, accountId, ids)
  const definitions = await loadDefinitions(ctx.db, accountId)
  return rows.map((row) => toContact(ctx, definitions, row, consents.get(row.id)))
}

export async function getContact(ctx: Context, externalId: string): Promise<IdentifiedContact> {
  return identifiedContact(ctx, await requireContact(ctx, externalId))
}

export async function identifiedContact(ctx: Context, row: ContactRow): Promise<IdentifiedContact> {
  const [contact] = await toContacts(ctx, [row])
  if (!contact) throw new Error('a list of one was answered with none')
  return contact
}

export type ContactSearch = {
  /** The beginning of an external id or, without regard to case, of an e-mail address. */
  q?: string | undefined
  sort?: ContactSort | undefined
  direction?: 'asc' | 'desc' | undefined
}

/** A page of the account's contacts. By e-mail address, those without one come first. */
export async function searchContacts(
  ctx: Context,
  search: ContactSearch,
  page: PageRequest,
): Promise<Page<ContactSummary>> {
  const found = await searchRows(ctx, search, page)
  return { ...found, rows: found.rows.map(toSummary) }
}

/** The same with what each is called, for people to read. */
export async function searchNamedContacts(
  ctx: Context,
  search: ContactSearch,
  page: PageRequest,
): Promise<Page<NamedContact>> {
  const found = await searchRows(ctx, search, page)
  const definitions = await loadDefinitions(ctx.db, ctx.actor.accountId)
  const rows = found.rows.map((row) => ({
    ...toSummary(row),
    name: nameOf(shownValues(definitions, row.properties)),
  }))
  return { ...found, rows }
}

async function searchRows(
  ctx: Context,
  { q = '', sort = 'externalId', direction = 'asc' }: ContactSearch,
  page: PageRequest,
): Promise<Page<SummaryRow>> {
  requireScope(ctx.actor, 'contacts:read')
  const prefix = q.trim().replaceAll('\0', '').toWellFormed()
  const filter = { prefix, emailPrefix: emailKey(prefix) }
  const rows = await selectSummaries(ctx.db, ctx.actor.accountId, filter, { sort, direction }, page)
  return pageOf(rows, page)
}

/**
 * A page of the contacts whose property has exactly this value, read as leniently as when it is stored; `email` without regard to case.
 * @throws DomainError invalid_property for one that does not exist
 */
export async function findContacts(
  ctx: Context,
  wanted: { property: string; value: string },
  page: PageRequest,
): Promise<Page<IdentifiedContact>> {
  requireScope(ctx.actor, 'contacts:read')
  const condition = await conditionOf(ctx, wanted)
  if (!condition) return { rows: [], next: null, previous: null }
  const found = pageOf(await selectContactsWith(ctx.db, ctx.actor.accountId, condition, page), page)
  return { ...found, rows: await toContacts(ctx, found.rows) }
}

async function conditionOf(ctx: Context, wanted: { property: string; value: string }) {
  if (wanted.property === 'externalId') return { externalId: wanted.value }
  const definitions = await loadDefinitions(ctx.db, ctx.actor.accountId)
  const property = findProperty(definitions, wanted.property)
  if (!property || property.hidden || property.name === 'permissions') {
    const message = `Contacts can't be searched by ${JSON.stringify(wanted.property)}.`
    throw new DomainError('invalid_property', message, { field: wanted.property })
  }
  if (property.name === 'email') return { emailKey: emailKey(wanted.value.trim()) }
  if (isCleared(wanted.value)) return undefined
  const reading = readValue(property, wanted.value, ctx.now())
  // A value the property can't have is one that nobody has.
  if ('problem' in reading) return undefined
  const properties: Record<string, PropertyValue> = { [property.name]: reading.value }
  return { properties }
}

/** A page of the contacts created or changed in the period, `to` excluded, the longest ago first. */
export async function listChangedContacts(
  ctx: Context,
  period: Period,
  page: PageRequest,
): Promise<Page<IdentifiedContact>> {
  requireScope(ctx.actor, 'contacts:read')
  const found = pageOf(await selectChanged(ctx.db, ctx.actor.accountId, period, page), page)
  return { ...found, rows: await toContacts(ctx, found.rows) }
}

/** A page of the bounces in the period, `to` excluded, the longest ago first. */
export async function listBounces(
  ctx: Context,
  period: Period,
  page: PageRequest,
): Promise<Page<Bounce & { encryptedId: string }>> {
  requireScope(ctx.actor, 'contacts:read')
  const found = pageOf(await selectBounces(ctx.db, ctx.actor.accountId, period, page), page)
  const rows = found.rows.map((row) => ({
    externalContactId: row.external_id,
    email: row.email,
    kind: row.kind,
    reason: row.reason,
    bouncedAt: row.bounced_at.toISOString(),
    encryptedId: opaqueId('contact', ctx.actor.accountId, row.contact_id),
  }))
  return { ...found, rows }
}
