import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { copyText } from '@/lib/platform/copy-text'
import { DomainError } from '@/lib/platform/errors'
import { withConnection } from '@/lib/platform/pool'
import { malformed } from '@/lib/platform/rows/blocks'
import { mediaType } from '@/lib/platform/rows/media-type'
import { parseRecords, type RecordRow } from '@/lib/platform/rows/records'
import { holdDefinitions, loadDefinitions } from '../definitions.sql'
import {
  copyStaged,
  countFresh,
  createStaged,
  giveRoom,
  insertWanted,
  markErased,
  nameInserted,
  resolveStaged,
  selectErasedRows,
  updateWanted,
  writeWantedConsents,
} from '../import.sql'
import { sourceOf } from '../rules/consent-source'
import { type Definitions, findProperty } from '../rules/contact'
import { isOwnField, readImportRow } from '../rules/import-row'
import type { ImportResult } from '../schema'

/** Rejected rows that are answered; `rejected` counts them all. */
const rejectionsMax = 1_000
const shownMax = 100

/** How far a body has been read; changes while it is. */
type Staging = Pick<ImportResult, 'received' | 'rejected' | 'rejections'> & { namesPermissions: boolean }

/**
 * Creates and updates contacts from a body of any size, in one transaction and constant memory. A row that is not valid is
 * rejected with its reason and keeps nobody else out; of two rows with one id the last counts; what a row leaves out stays as it is.
 * A body that can't be read changes nothing.
 * @throws DomainError invalid (naming the line), unsupported_media, conflict (a property has gone meanwhile), forbidden
 */
export async function importContacts(
  ctx: Context,
  stream: AsyncIterable<Uint8Array>,
  contentType: string,
): Promise<ImportResult> {
  requireScope(ctx.actor, 'contacts:write')
  const rows = parseRecords(stream, contentType)
  const definitions = await loadDefinitions(ctx.db, ctx.actor.accountId)
  const staging: Staging = { received: 0, rejected: 0, rejections: [], namesPermissions: false }
  const source = encode(rows, {
    definitions,
    staging,
    now: ctx.now(),
    hasColumns: mediaType(contentType) === 'text/csv',
  })
  return withConnection(async (connection) => {
    await connection.query('begin')
    await giveRoom(connection)
    await connection.query(createStaged)
    await pipeline(source, connection.query(copyStreams.from(copyStaged)))
    await connection.query(holdDefinitions(ctx.actor.accountId))
    requireStillDefined(definitions, await loadDefinitions(ctx.db, ctx.actor.accountId))
    const result = await apply(connection, ctx, staging)
    await connection.query('commit')
    return result
  })
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

type Encoding = { definitions: Definitions; staging: Staging; now: Date; hasColumns: boolean }

/** Checks rows and writes the good ones as COPY wants them. */
async function* encode(batches: AsyncIterable<RecordRow[]>, encoding: Encoding): AsyncGenerator<string> {
  const { definitions, staging } = encoding
  for await (const batch of batches) {
    if (staging.received === 0 && encoding.hasColumns) checkColumns(definitions, batch[0])
    const text = batch.map((row) => encodeRow(encoding, row)).join('')
    staging.received += batch.length
    if (text !== '') yield text
  }
}

/** A column that nobody knows would reject every row of the body. */
function checkColumns(definitions: Definitions, first: RecordRow | undefined): void {
  for (const name of Object.keys(first?.record ?? {})) {
    if (!isOwnField(name) && !findProperty(definitions, name))
      throw malformed(1, `there is no property ${JSON.stringify(name)}.`)
  }
}

function encodeRow({ definitions, staging, now }: Encoding, { line, record }: RecordRow): string {
  const reading = readImportRow(definitions, record, now)
  if ('problem' in reading) return reject(staging, line, reading)
  const { email, testGroup, properties, permissions } = reading.change
  if (permissions.size > 0) staging.namesPermissions = true
  const consents = permissions.size === 0 ? '\\N' : JSON.stringify(Object.fromEntries(permissions))
  return `${[
    line,
    copyText(reading.externalId),
    email !== undefined,
    copyText(email?.value),
    copyText(email?.key),
    testGroup ?? '\\N',
    copyText(JSON.stringify(properties)),
    consents,
  ].join('\t')}\n`
}

function reject(staging: Staging, line: number, row: { externalId: string; problem: string }): '' {
  staging.rejected++
  if (staging.rejections.length < rejectionsMax) {
    const value = row.externalId.slice(0, shownMax).toWellFormed()
    staging.rejections.push({ line, value, reason: row.problem })
  }
  return ''
}

async function apply(connection: PoolClient, ctx: Context, staging: Staging): Promise<ImportResult> {
  const { accountId } = ctx.actor
  const now = ctx.now()
  const { received } = staging
  const different = await resolveStaged(connection, accountId)
  const erased = await markErased(connection, accountId)
  const fresh = await countFresh(connection)
  const created = await insertWanted(connection, accountId, now)
  // Only these need it, and it costs a scan: rows with consents, and those that lost a race.
  if (staging.namesPermissions || created < fresh) await nameInserted(connection, accountId)
  let updated = await updateWanted(connection, accountId, now)
  if (staging.namesPermissions)
    updated += await writeWantedConsents(connection, accountId, { source: sourceOf(ctx.actor), now })
  return {
    received,
    duplicates: received - staging.rejected - different,
    created,
    updated,
    unchanged: different - erased - created - updated,
    rejected: staging.rejected + erased,
    rejections: await rejectionsOf(connection, staging, erased),
  }
}

async function rejectionsOf(
  connection: PoolClient,
  staging: Staging,
  erased: number,
): Promise<ImportResult['rejections']> {
  if (erased === 0) return staging.rejections
  const rows = await selectErasedRows(connection, rejectionsMax)
  const reason = 'erased: this person was erased on request and cannot be brought back.'
  return [...staging.rejections, ...rows.map((row) => ({ ...row, reason }))]
    .sort((a, b) => a.line - b.line)
    .slice(0, rejectionsMax)
}
