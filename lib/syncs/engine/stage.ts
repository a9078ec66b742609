import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { copyText } from '@/lib/platform/copy-text'
import { DomainError } from '@/lib/platform/errors'
import type { SyncRow } from '@/lib/platform/rows/sync-rows'
import { isStorableId, shortened } from '../rules'
import { rejectionsKeptMax, type SentMode, type SyncRejection } from '../schema'
import { copyStaged, createStaged } from './stage.sql'

/** How far a body has been read; changes while it is. */
export type Staging = {
  /** Rows in the body so far. */
  received: number
  /** Of them, rows whose id no contact could have. */
  unusable: number
  /** Why, for the first of these. */
  rejections: SyncRejection[]
}

/**
 * Streams the rows of a body into a temporary table of the open transaction. Rows are split, checked for length and
 * escaped here; everything else is done with all of them at once, in the database.
 * @throws DomainError invalid, naming the line
 */
export async function stage(
  connection: PoolClient,
  mode: SentMode,
  rows: AsyncIterable<SyncRow[]>,
  staging: Staging,
): Promise<void> {
  await connection.query(createStaged)
  await pipeline(encode(rows, mode, staging), connection.query(copyStreams.from(copyStaged)))
}

async function* encode(
  batches: AsyncIterable<SyncRow[]>,
  mode: SentMode,
  staging: Staging,
): AsyncGenerator<string> {
  for await (const batch of batches) {
    let text = ''
    for (const row of batch) {
      const wanted = wantedBy(mode, row)
      if (isStorableId(row.id)) {
        const email = copyText(row.email)
        text += `${row.line}\t${copyText(row.id)}\t${email}\t${wanted}\n`
      } else reject(staging, row)
    }
    staging.received += batch.length
    if (text !== '') yield text
  }
}

/** Whether the row's contact is to be in the audience afterwards, as COPY writes a boolean. */
function wantedBy(mode: SentMode, row: SyncRow): 't' | 'f' {
  if (mode === 'delta') {
    if (row.op) return row.op === 'add' ? 't' : 'f'
    throw new DomainError('invalid', `Line ${row.line}: mode delta needs "op" in every row: add or remove.`)
  }
  if (row.op) {
    throw new DomainError(
      'invalid',
      `Line ${row.line}: "op" belongs to mode delta, and this is mode ${mode}.`,
    )
  }
  return mode === 'remove' ? 'f' : 't'
}

function reject(staging: Staging, row: SyncRow): void {
  staging.unusable++
  if (staging.rejections.length >= rejectionsKeptMax) return
  const reason =
    row.id === '' ? 'The id is empty.' : 'No contact has an id this long: 255 characters at most.'
  staging.rejections.push({ line: row.line, value: shortened(row.id), reason })
}
