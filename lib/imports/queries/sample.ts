import type { Context } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { type LooseCsvRow, readLooseCsv } from '@/lib/platform/rows/csv'
import { toUtf8 } from '@/lib/platform/rows/encoding'
import { readFile } from '../file.sql'
import { columnsMax, type FileFormat, type ImportDetail, type Sample, sampleMax } from '../schema'

/** The first rows of an import's file. The caller has checked that the import is the account's. */
export async function readSample(ctx: Context, { id, settings }: ImportDetail): Promise<Sample> {
  try {
    const rows = await firstRows(readFile(ctx.actor.accountId, BigInt(id)), settings, sampleMax + 1)
    return sampleOf(rows, settings.hasHeading)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return { heading: [], rows: [], problem: error.message }
  }
}

async function firstRows(
  file: AsyncIterable<Uint8Array>,
  { encoding, separator }: FileFormat,
  max: number,
): Promise<LooseCsvRow[]> {
  const rows: LooseCsvRow[] = []
  for await (const batch of readLooseCsv(toUtf8(file, encoding), separator)) {
    rows.push(...batch.slice(0, max - rows.length))
    if (rows.length >= max) break
  }
  return rows
}

function sampleOf(rows: LooseCsvRow[], hasHeading: boolean): Sample {
  const width = Math.max(0, ...rows.map(({ cells }) => cells.length))
  const first = hasHeading ? (rows[0]?.cells ?? []) : []
  const columns = hasHeading ? first.length : width
  if (columns > columnsMax) throw new DomainError('invalid', `The file has more than ${columnsMax} columns.`)
  const heading = Array.from({ length: columns }, (_, i) => first[i]?.trim() || `Column ${i + 1}`)
  const following = (hasHeading ? rows.slice(1) : rows).slice(0, sampleMax)
  const empty = columns === 0 || (hasHeading && following.length === 0)
  return {
    heading,
    rows: following.map(({ cells }) => cells),
    problem: empty ? 'The file holds no rows.' : null,
  }
}
