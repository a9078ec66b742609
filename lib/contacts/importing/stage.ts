import { pipeline } from 'node:stream/promises'
import type { PoolClient } from 'pg'
import * as copyStreams from 'pg-copy-streams'
import { copyText } from '@/lib/platform/copy-text'
import type { ContactChange } from '../rules/contact'
import { copyStaged, createStaged, giveRoom } from './stage.sql'

/** What a row says about a contact, checked. */
export type ImportedRow = { line: number; externalId: string; change: ContactChange }

export type Staged = { count: number; namesPermissions: boolean }

/** Streams rows into a table of the open transaction, in constant memory. */
export async function stageRows(
  connection: PoolClient,
  batches: AsyncIterable<ImportedRow[]>,
): Promise<Staged> {
  const staged: Staged = { count: 0, namesPermissions: false }
  await giveRoom(connection)
  await connection.query(createStaged)
  await pipeline(encode(batches, staged), connection.query(copyStreams.from(copyStaged)))
  return staged
}

async function* encode(batches: AsyncIterable<ImportedRow[]>, staged: Staged): AsyncGenerator<string> {
  for await (const batch of batches) {
    staged.count += batch.length
    staged.namesPermissions ||= batch.some(({ change }) => change.permissions.size > 0)
    if (batch.length > 0) yield batch.map(encodeRow).join('')
  }
}

function encodeRow({ line, externalId, change }: ImportedRow): string {
  const { email, testGroup, properties, permissions } = change
  const consents = permissions.size === 0 ? '\\N' : JSON.stringify(Object.fromEntries(permissions))
  return `${[
    line,
    copyText(externalId),
    email !== undefined,
    copyText(email?.value),
    copyText(email?.key),
    testGroup ?? '\\N',
    copyText(JSON.stringify(properties)),
    consents,
  ].join('\t')}\n`
}
