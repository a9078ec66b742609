import type { ImportedRow } from '@/lib/contacts/importing/stage'
import type { Definitions } from '@/lib/contacts/rules/contact'
import { emailKey } from '@/lib/contacts/rules/email'
import { type ImportReading, readImportRow } from '@/lib/contacts/rules/import-row'
import { type LooseCsvRow, readLooseCsv } from '@/lib/platform/rows/csv'
import { toUtf8 } from '@/lib/platform/rows/encoding'
import { type ImportSettings, type Rejection, rejectionCharsMax, rejectionsKeptMax } from './schema'

/** A row that was not used, as it came, and whom it seems to be about. */
export type KeptRejection = Rejection & { cells: string[]; externalId: string; emailKey: string | null }

/** How far a file has been read; changes while it is. */
export type Reading = {
  heading: string[]
  received: number
  rejected: number
  rejections: KeptRejection[]
  keptChars: number
}

export const newReading = (): Reading => ({
  heading: [],
  received: 0,
  rejected: 0,
  rejections: [],
  keptChars: 0,
})

type Reader = { settings: ImportSettings; definitions: Definitions; reading: Reading; now: Date }

const shownMax = 100

/**
 * Reads a file as its settings say, in constant memory, and passes on the rows that can be contacts; the others are kept with their
 * reasons, as far as the bounds go.
 * @throws DomainError invalid (naming the line) for a file that can't be read to its end
 */
export async function* readRows(
  file: AsyncIterable<Uint8Array>,
  reader: Reader,
): AsyncGenerator<ImportedRow[]> {
  const { settings, reading } = reader
  const place = placesOf(settings)
  let isFirst = settings.hasHeading
  for await (const batch of readLooseCsv(toUtf8(file, settings.encoding), settings.separator)) {
    const rows = isFirst ? batch.slice(1) : batch
    if (isFirst) reading.heading = batch[0]?.cells ?? []
    isFirst = false
    yield rows.flatMap((row) => readRow(reader, place, row))
    reading.received += rows.length
  }
}

type Places = { id: number; email: number; properties: { name: string; at: number }[]; width: number }

function placesOf({ columns, destination }: ImportSettings): Places {
  const properties = columns.flatMap((target, at) =>
    target.startsWith('property:') ? [{ name: target.slice('property:'.length), at }] : [],
  )
  return {
    id: columns.indexOf('id'),
    email: columns.indexOf('email'),
    // Whoever is to be left in peace is not to be described.
    properties: destination.kind === 'suppression' ? [] : properties,
    width: columns.length,
  }
}

function readRow(reader: Reader, places: Places, row: LooseCsvRow): ImportedRow | [] {
  const { line, cells } = row
  const email = cells[places.email]?.trim() ?? ''
  const externalId = places.id === -1 ? emailKey(email) : (cells[places.id]?.trim() ?? '')
  const problem = row.problem ?? problemOf(places, cells, externalId)
  const result: ImportReading =
    problem === undefined ? readCells(reader, places, cells, { externalId, email }) : { externalId, problem }
  if ('change' in result) return { line, ...withGrants(reader.settings, result) }
  keep(reader.reading, {
    line,
    value: faultOf(places, cells, result),
    reason: result.problem,
    cells,
    externalId,
    emailKey: email === '' ? null : emailKey(email),
  })
  return []
}

function problemOf({ id, width }: Places, cells: string[], externalId: string): string | undefined {
  if (cells.length > width && cells.slice(width).some((cell) => cell !== ''))
    return `The row has ${cells.length} cells where there are ${width} columns.`
  if (externalId === '') return id === -1 ? 'The row has no e-mail address.' : 'The row has no contact id.'
  return undefined
}

function readCells(
  { settings, definitions, now }: Reader,
  places: Places,
  cells: string[],
  { externalId, email }: { externalId: string; email: string },
): ImportReading {
  const keepsEmpty = settings.emptyCells === 'keep'
  const properties: [string, string][] = []
  if (places.email !== -1 && !(keepsEmpty && email === '')) properties.push(['email', email])
  for (const { name, at } of places.properties) {
    const cell = cells[at] ?? ''
    if (!(keepsEmpty && cell.trim() === '')) properties.push([name, cell])
  }
  return readImportRow(definitions, { id: externalId, properties: Object.fromEntries(properties) }, now)
}

type Read = Extract<ImportReading, { change: unknown }>

function withGrants({ grants }: ImportSettings, { externalId, change }: Read): Read {
  return { externalId, change: { ...change, permissions: new Map(grants.map((bit) => [bit, true])) } }
}

/** The cell that is at fault, or else what says whose row it is. */
function faultOf(places: Places, cells: string[], { externalId, field }: Problem): string {
  const at = field === 'email' ? places.email : places.properties.find(({ name }) => name === field)?.at
  const value = at === undefined ? externalId || cells[0] : cells[at]
  return (value ?? '').slice(0, shownMax).toWellFormed()
}

type Problem = Extract<ImportReading, { problem: string }>

function keep(reading: Reading, rejection: KeptRejection): void {
  reading.rejected++
  if (reading.rejections.length >= rejectionsKeptMax) return
  reading.keptChars += rejection.cells.reduce((sum, cell) => sum + cell.length, 0)
  if (reading.keptChars <= rejectionCharsMax) reading.rejections.push(rejection)
}
