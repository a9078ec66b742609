import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import type { Prisma } from '@/lib/platform/generated/client'
import { holdDefinitions, loadDefinitions } from '../definitions.sql'
import { holdErasures } from '../erasure.sql'
import type { Definitions } from '../rules/contact'
import { type ImportedRow, type Staged, stageRows } from './stage'
import { countFresh, markErased, type Resolving, resolveStaged, selectErasedRows } from './stage.sql'
import {
  type ConsentOrigin,
  insertWanted,
  nameInserted,
  suppressWanted,
  updateWanted,
  wantedIds,
  writeWantedConsents,
} from './write.sql'

export const erasedReason = 'erased: this person was erased on request and cannot be brought back.'

export type ImportChoices = Resolving & {
  /** The contacts become inactive, and nothing else about who is known changes. */
  suppress: boolean
  consents: Omit<ConsentOrigin, 'now'>
  /** Whether the caller needs `contactIds`. */
  named: boolean
  /** Rows of erased persons that are answered; `erased` counts them all. */
  erasedMax: number
}

/** Of the rows: `staged = duplicates + created + updated + unchanged + erased`. */
export type ImportedCounts = {
  duplicates: number
  created: number
  updated: number
  unchanged: number
  erased: number
  erasedRows: { line: number; value: string }[]
  /** Contacts that became inactive. */
  suppressed: number
  /** Consents given, and those withdrawn earlier that the rows would have given again. */
  granted: number
  withdrawn: number
  /** The query that answers the ids of all contacts of the rows, for a statement in the same transaction. */
  contactIds: Prisma.Sql
}

/** Rows, and what they were read by. */
export type ReadRows = { definitions: Definitions; batches: AsyncIterable<ImportedRow[]> }

/**
 * Creates and updates contacts by rows of any number, in the caller's transaction and in constant memory. Of two rows with one id
 * the last counts. Until the transaction ends nobody of the account is erased: who was, is found, and who will be, is there.
 * @throws DomainError conflict (a property has gone meanwhile)
 */
export async function importRows(
  connection: PoolClient,
  ctx: Context,
  { definitions, batches }: ReadRows,
  choices: ImportChoices,
): Promise<ImportedCounts> {
  const { accountId } = ctx.actor
  const now = ctx.now()
  const staged = await stageRows(connection, batches)
  await connection.query(holdDefinitions(accountId))
  requireStillDefined(definitions, await loadDefinitions(ctx.db, accountId))
  await holdErasures(connection, accountId)
  const different = await resolveStaged(connection, accountId, choices)
  const erased = await markErased(connection, accountId)
  const created = await createWanted(connection, { accountId, now }, staged, choices)
  const changed = choices.suppress
    ? await suppress(connection, { accountId, now }, choices)
    : await update(connection, { accountId, now }, staged, choices)
  return {
    ...changed,
    contactIds: wantedIds,
    duplicates: staged.count - different,
    created,
    unchanged: different - erased - created - changed.updated,
    erased,
    erasedRows: erased === 0 ? [] : await selectErasedRows(connection, choices.erasedMax),
  }
}

/** Values were read by what was defined when the body began, and must not come in after their definition has gone. */
function requireStillDefined(before: Definitions, now: Definitions): void {
  for (const { name, entries } of before.properties.values()) {
    const property = now.properties.get(name)
    const isSame = property && entries.every(({ bit }) => property.entries.some((entry) => entry.bit === bit))
    if (isSame) continue
    const message = `${name} was changed while the body was read. Nothing was imported; send it again.`
    throw new DomainError('conflict', message)
  }
}

type Writing = { accountId: AccountId; now: Date }
type Changed = Pick<ImportedCounts, 'updated' | 'suppressed' | 'granted' | 'withdrawn'>

async function createWanted(
  connection: PoolClient,
  { accountId, now }: Writing,
  staged: Staged,
  { suppress: suppressed, named, leaveKnown }: ImportChoices,
): Promise<number> {
  const fresh = await countFresh(connection)
  const created = await insertWanted(connection, accountId, { suppressed, now })
  // Only these need it, and it costs a scan: rows with consents, and those that lost a race.
  if (named || staged.namesPermissions || created < fresh)
    await nameInserted(connection, accountId, leaveKnown)
  return created
}

async function suppress(
  connection: PoolClient,
  { accountId, now }: Writing,
  { byEmail }: ImportChoices,
): Promise<Changed> {
  const { rows, contacts } = await suppressWanted(connection, accountId, { byEmail, now })
  return { updated: rows, suppressed: contacts, granted: 0, withdrawn: 0 }
}

async function update(
  connection: PoolClient,
  { accountId, now }: Writing,
  { namesPermissions }: Staged,
  { consents }: ImportChoices,
): Promise<Changed> {
  const updated = await updateWanted(connection, accountId, now)
  if (!namesPermissions) return { updated, suppressed: 0, granted: 0, withdrawn: 0 }
  const given = await writeWantedConsents(connection, accountId, { ...consents, now })
  return {
    updated: updated + given.updated,
    suppressed: 0,
    granted: given.written,
    withdrawn: given.withdrawn,
  }
}
