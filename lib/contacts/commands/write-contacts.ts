import type { Context } from '@/lib/access/context'
import { selectConsents } from '../contact.sql'
import { selectErased } from '../erasure.sql'
import { sourceOf } from '../rules/consent-source'
import {
  type ContactChange,
  type ContactState,
  type Definitions,
  decideUpsert,
  type UpsertOptions,
} from '../rules/contact'
import type { ContactOutcome, ContactResult } from '../schema'
import {
  type ConsentChange,
  insertContacts,
  type LockedRow,
  lockContacts,
  updateContacts,
  writeConsents,
} from '../upsert.sql'

/** What was sent for one contact, read. */
export type Reading = { externalId: string } & (
  | { change: ContactChange }
  | { problem: string; field: string }
)

/** A contact as it was found and as it will be; both undefined while there is none. */
type Held = { row?: LockedRow; before?: ContactState; after?: ContactState }

/** Writes them in the caller's transaction and answers for each, in the same order. */
export async function writeContacts(
  ctx: Context,
  definitions: Definitions,
  readings: Reading[],
  options: UpsertOptions,
): Promise<ContactResult[]> {
  const results: ContactResult[] = []
  let places = readings.map((_, place) => place)
  while (places.length > 0) {
    const these = places.flatMap((place) => readings[place] ?? [])
    const held = await holdContacts(ctx, these)
    const erased = await findErased(ctx, these, held)
    for (const [i, place] of places.entries()) {
      const reading = these[i]
      if (reading) results[place] = decide(reading, { isErased: erased.has(i), held, options, definitions })
    }
    // Those that somebody else created at the same moment are looked at again, now that they are there.
    const late = await save(ctx, definitions, held)
    places = places.filter((place) => late.has(readings[place]?.externalId ?? ''))
  }
  return results
}

async function holdContacts(ctx: Context, readings: Reading[]): Promise<Map<string, Held>> {
  const { accountId } = ctx.actor
  const changes = readings.flatMap((reading) => ('change' in reading ? [reading] : []))
  if (changes.length === 0) return new Map()
  const ids = changes.map(({ externalId }) => externalId)
  const rows = await lockContacts(ctx.db, accountId, ids)
  const namesPermissions = changes.some(({ change }) => change.permissions.size > 0)
  const asked = namesPermissions ? rows.map(({ id }) => id) : []
  const consents = await selectConsents(ctx.db, accountId, asked)
  const held = new Map<string, Held>(ids.map((id) => [id, {}]))
  for (const row of rows) {
    const permissions = new Map((consents.get(row.id) ?? []).map(({ bit, granted }) => [bit, granted]))
    const state = stateOf(row, permissions)
    held.set(row.external_id, row.is_erased ? { row } : { row, before: state, after: state })
  }
  return held
}

function stateOf(row: LockedRow, permissions: ReadonlyMap<number, boolean>): ContactState {
  const email = row.email === null ? null : { value: row.email, key: row.email_key }
  return { email, testGroup: row.test_group, properties: row.properties, permissions }
}

/** Who was erased comes back neither under the old id nor, as another contact, under the old address. */
async function findErased(
  ctx: Context,
  readings: Reading[],
  held: ReadonlyMap<string, Held>,
): Promise<Set<number>> {
  const people = readings.map((reading) => {
    if (!('change' in reading)) return { externalId: null, emailKey: null }
    const known = held.get(reading.externalId)?.before
    const key = reading.change.email?.key ?? null
    return {
      externalId: known ? null : reading.externalId,
      emailKey: key === known?.email?.key ? null : key,
    }
  })
  return selectErased(ctx.db, ctx.actor.accountId, people)
}

type Ground = {
  isErased: boolean
  held: Map<string, Held>
  options: UpsertOptions
  definitions: Definitions
}

function decide(reading: Reading, { isErased, held, options, definitions }: Ground): ContactResult {
  const { externalId } = reading
  if (!('change' in reading))
    return { externalId, outcome: 'invalid', message: reading.problem, field: reading.field }
  const contact = held.get(externalId) ?? {}
  const mayCreate = options.mode !== 'update'
  if (contact.row?.is_erased || (isErased && (contact.after || mayCreate)))
    return result(externalId, contact.after || mayCreate ? 'erased' : 'unknown')
  const { outcome, state } = decideUpsert(contact.after, reading.change, options, definitions)
  if (outcome === 'created' || outcome === 'updated') held.set(externalId, { ...contact, after: state })
  return result(externalId, outcome)
}

const messages: Record<ContactOutcome, string> = {
  created: 'Created.',
  updated: 'Updated.',
  unchanged: 'It was so already.',
  exists: 'There is a contact with this id already.',
  unknown: 'There is no contact with this id.',
  erased: 'This person was erased on request and cannot be brought back.',
  invalid: 'Not valid.',
}

function result(externalId: string, outcome: ContactOutcome): ContactResult {
  return { externalId, outcome, message: messages[outcome] }
}

/** Answers the ids of those that it could not create because they are there by now. */
async function save(
  ctx: Context,
  definitions: Definitions,
  held: ReadonlyMap<string, Held>,
): Promise<Set<string>> {
  const { accountId } = ctx.actor
  const now = ctx.now()
  const changed = [...held].flatMap(([externalId, { row, before, after }]) =>
    after && after !== before ? [{ externalId, id: row?.id, before, state: after }] : [],
  )
  const fresh = changed.filter(({ id }) => id === undefined)
  const known = changed.filter(({ id }) => id !== undefined)
  const inserted = await insertContacts(ctx.db, accountId, fresh, now)
  await updateContacts(ctx.db, accountId, known, now)
  const idOf = new Map(inserted.map(({ external_id, id }) => [external_id, id]))
  const consents = changed.flatMap(({ externalId, id = idOf.get(externalId), before, state }) =>
    id === undefined ? [] : consentChanges(definitions, id, before, state),
  )
  await writeConsents(ctx.db, accountId, consents, { source: sourceOf(ctx.actor), now })
  return new Set(fresh.flatMap(({ externalId }) => (idOf.has(externalId) ? [] : [externalId])))
}

function consentChanges(
  definitions: Definitions,
  contactId: bigint,
  before: ContactState | undefined,
  after: ContactState,
): ConsentChange[] {
  return [...after.permissions].flatMap(([bit, granted]) => {
    const permissionId = definitions.permissionIds.get(bit)
    const isNew = before?.permissions.get(bit) !== granted
    return permissionId !== undefined && isNew ? [{ contactId, permissionId, granted }] : []
  })
}
