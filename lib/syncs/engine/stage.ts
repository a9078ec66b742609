import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { copyText } from '@/lib/platform/copy-text'
import { DomainError } from '@/lib/platform/errors'
import type { SyncRow } from '@/lib/platform/rows/sync-rows'
import { isStorableId, shortened } from '../rules'
import { rejectionsKeptMax, type SentMode } from '../schema'
import { copyKept } from './kept.sql'
import type { Run } from './run'
import { copyStaged, createStaged } from './stage.sql'

/** How far a body has been read; changes while it is. */
export type Staging = Pick<Run, 'received' | 'unusable' | 'rejections'>

/** A part of a sync whose rows are kept. */
export type Part = { accountId: number; syncId: string; part: number }

/**
 * Streams the rows of a body into the staging table of the open transaction. Rows are split, checked for length and
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
  const source = encode(rows, mode, staging, 1, ({ line, id, email }, wanted) => {
    return `${line}\t${copyText(id)}\t${copyText(email)}\t${wanted}\n`
  })
  await pipeline(source, connection.query(copyStreams.from(copyStaged)))
}

/** Streams the rows of a body into the rows that are kept. */
export async function keep(
  connection: PoolClient,
  mode: SentMode,
  rows: AsyncIterable<SyncRow[]>,
  staging: Staging,
  { accountId, syncId, part }: Part,
): Promise<void> {
  const place = `${accountId}\t${syncId}\t${part}`
  const source = encode(rows, mode, staging, part, ({ line, id, email, op }) => {
    return `${place}\t${line}\t${copyText(id)}\t${copyText(email)}\t${op ?? '\\N'}\n`
  })
  await pipeline(source, connection.query(copyStreams.from(copyKept)))
}

async function* encode(
  batches: AsyncIterable<SyncRow[]>,
  mode: SentMode,
  staging: Staging,
  part: number,
  write: (row: SyncRow, wanted: 't' | 'f') => string,
): AsyncGenerator<string> {
  for await (const batch of batches) {
    let text = ''
    for (const row of batch) {
      const wanted = wantedBy(mode, row)
      if (isStorableId(row.id)) text += write(row, wanted)
      else reject(staging, row, part)
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

function reject(staging: Staging, row: SyncRow, part: number): void {
  staging.unusable++
  if (staging.rejections.length >= rejectionsKeptMax) return
  const reason =
    row.id === '' ? 'The id is empty.' : 'No contact has an id this long: 255 characters at most.'
  staging.rejections.push({ part, line: row.line, value: shortened(row.id), reason })
}
