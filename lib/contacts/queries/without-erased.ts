import { Buffer } from 'node:buffer'
import Papa from 'papaparse'
import type { Context } from '@/lib/access/context'
import { countErasedSince, type Person, selectErased } from '../erasure.sql'

/** How soon an export that is under way learns that somebody was erased. */
const lookEveryMs = 250
/** An erasure carries the moment it began, and is seen once it is committed: longer than one may wait for syncs and imports. */
const slackMs = 10 * 60_000

type Format = 'csv' | 'json-lines'

/**
 * An export reads one moment of the database, in which whoever is erased while it runs is still there. So from the first such erasure on each
 * row is looked up before it goes out, and theirs are left out. Rows are lines, as ids and addresses have no line breaks; `idAt` is
 * the column of the external id in CSV, whose first line is a heading; in JSON it is `externalId`.
 */
export async function* withoutErased(
  ctx: Context,
  chunks: AsyncGenerator<Buffer>,
  { format, idAt = 0 }: { format: Format; idAt?: number },
): AsyncGenerator<Buffer> {
  const since = new Date(Date.now() - slackMs)
  const before = await countErasedSince(ctx.db, ctx.actor.accountId, since)
  let lookedAt = Date.now()
  let isAnybodyErased = false
  let isHeading = format === 'csv'
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (!isAnybodyErased && Date.now() - lookedAt >= lookEveryMs) {
      isAnybodyErased = (await countErasedSince(ctx.db, ctx.actor.accountId, since)) > before
      lookedAt = Date.now()
    }
    const end = chunk.lastIndexOf(0x0a) + 1
    const lines = Buffer.concat([rest, chunk.subarray(0, end)])
    rest = end === 0 ? Buffer.concat([rest, chunk]) : chunk.subarray(end)
    if (end > 0) yield isAnybodyErased ? await remaining(ctx, lines, { format, idAt, isHeading }) : lines
    isHeading &&= end === 0
  }
  if (rest.length > 0) yield rest
}

type Reading = { format: Format; idAt: number; isHeading: boolean }

async function remaining(ctx: Context, bytes: Buffer, reading: Reading): Promise<Buffer> {
  const lines = bytes.toString().split('\n').slice(0, -1)
  const people = lines.map((line): Person => ({ externalId: idOf(line, reading), emailKey: null }))
  if (reading.isHeading) people[0] = { externalId: null, emailKey: null }
  const erased = await selectErased(ctx.db, ctx.actor.accountId, people)
  return Buffer.from(lines.map((line, at) => (erased.has(at) ? '' : `${line}\n`)).join(''))
}

function idOf(line: string, { format, idAt }: Reading): string | null {
  if (format === 'json-lines') return JSON.parse(line).externalId
  const cell = Papa.parse<string[]>(line, { delimiter: ',' }).data[0]?.[idAt] ?? null
  // The apostrophe of a cell that a spreadsheet would have run.
  return cell?.replace(/^'(?=[=+\-@\t\r])/, '') ?? null
}
