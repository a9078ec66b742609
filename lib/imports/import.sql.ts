import type { PoolClient } from 'pg'
import type { AccountId } from '@/lib/access/actor'
import type { Db } from '@/lib/platform/db'
import { Prisma } from '@/lib/platform/generated/client'
import { keysetSql, type PageRequest, type SortKey } from '@/lib/platform/keyset'
import type { ImportSettings, ImportStatus } from './schema'

export type ImportRow = {
  id: string
  status: ImportStatus
  file_name: string
  file_bytes: number
  bytes_read: number
  settings: ImportSettings
  received: number
  duplicates: number
  created: number
  updated: number
  unchanged: number
  rejected: number
  granted: number
  withdrawn: number
  listed: number
  suppressed: number
  list_id: number | null
  list_name: string | null
  problem: string | null
  user_name: string | null
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
}

const columns = Prisma.sql`
  i.id::text as id, i.status, i.file_name, i.file_bytes::float8 as file_bytes, i.bytes_read::float8 as bytes_read, i.settings,
  i.received::float8 as received, i.duplicates::float8 as duplicates, i.created::float8 as created,
  i.updated::float8 as updated, i.unchanged::float8 as unchanged, i.rejected::float8 as rejected,
  i.granted::float8 as granted, i.withdrawn::float8 as withdrawn, i.listed::float8 as listed,
  i.suppressed::float8 as suppressed, i.list_id, l.name as list_name, i.problem, u.name as user_name,
  i.created_at, i.started_at, i.finished_at`

const joined = Prisma.sql`
  import i
  left join list l on l.account_id = i.account_id and l.id = i.list_id
  left join app_user u on u.id = i.user_id`

export async function selectImport(
  db: Db,
  accountId: AccountId,
  importId: bigint,
): Promise<ImportRow | undefined> {
  const rows = await db.$queryRaw<ImportRow[]>`
    select ${columns} from ${joined} where i.account_id = ${accountId} and i.id = ${importId}`
  return rows[0]
}

/** The latest first. */
export function selectImports(
  db: Db,
  accountId: AccountId,
  page: PageRequest,
): Promise<(ImportRow & SortKey)[]> {
  const id = Prisma.sql`i.id`
  const { key, where, orderAndLimit } = keysetSql(
    { column: id, type: 'bigint', id, idType: 'bigint', direction: 'desc' },
    page,
  )
  return db.$queryRaw<(ImportRow & SortKey)[]>`
    select ${columns}, ${key} from ${joined}
    where i.account_id = ${accountId} and ${where}
    ${orderAndLimit}`
}

/** Holds the import, and with it the number of drafts there are. */
export async function lockImport(
  db: Db,
  accountId: AccountId,
  importId: bigint,
): Promise<ImportStatus | undefined> {
  const rows = await db.$queryRaw<{ status: ImportStatus }[]>`
    select status from import where account_id = ${accountId} and id = ${importId} for update`
  return rows[0]?.status
}

/** How many bytes of the file are here. */
export async function selectBytes(db: Db, accountId: AccountId, importId: bigint): Promise<number> {
  const rows = await db.$queryRaw<{ bytes: number }[]>`
    select coalesce(sum(length(bytes)), 0)::float8 as bytes
    from import_chunk where account_id = ${accountId} and import_id = ${importId}`
  return rows[0]?.bytes ?? 0
}

export async function selectChunkNumbers(db: Db, accountId: AccountId, importId: bigint): Promise<number[]> {
  const rows = await db.$queryRaw<{ number: number }[]>`
    select number from import_chunk where account_id = ${accountId} and import_id = ${importId} order by number`
  return rows.map((row) => row.number)
}

/** Answers whether the import still waits for its file. The same piece again takes the place of the first. */
export async function upsertChunk(
  connection: PoolClient,
  accountId: AccountId,
  importId: bigint,
  chunk: { number: number; bytes: Uint8Array },
): Promise<boolean> {
  const { rowCount } = await connection.query(
    `with open as (
       update import set changed_at = now() where account_id = $1 and id = $2 and status = 'uploading' returning id)
     insert into import_chunk (account_id, import_id, number, bytes)
     select $1, id, $3, $4 from open
     on conflict (account_id, import_id, number) do update set bytes = excluded.bytes`,
    [accountId, String(importId), chunk.number, chunk.bytes],
  )
  return rowCount === 1
}

type Job = { task: string; payload: string; key: string; attempts: number }

export async function addJob(db: Db, { task, payload, key, attempts }: Job): Promise<void> {
  await db.$executeRaw`
    select graphile_worker.add_job(${task}, ${payload}::json, job_key => ${key}, max_attempts => ${attempts}::int)`
}
