import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import { pool } from '@/lib/platform/pool'

/** The file, piece by piece: each is asked for once the one before is done with. */
export async function* readFile(accountId: AccountId, importId: bigint): AsyncGenerator<Uint8Array> {
  for (let number = 0; ; number++) {
    const { rows } = await pool().query<{ bytes: Uint8Array }>(
      'select bytes from import_chunk where account_id = $1 and import_id = $2 and number = $3',
      [accountId, String(importId), number],
    )
    const [chunk] = rows
    if (!chunk) return
    yield chunk.bytes
  }
}

export async function deleteFile(
  connection: PoolClient,
  accountId: AccountId,
  importId: bigint,
): Promise<void> {
  await connection.query('delete from import_chunk where account_id = $1 and import_id = $2', [
    accountId,
    String(importId),
  ])
}
