import { ExternalId } from '@/lib/platform/schema'
import type { ContactInput } from '../schema'
import { type ContactChange, type Definitions, isRefusal, readContact } from './contact'
import { readFlag } from './values'

export type ImportReading =
  | { externalId: string; change: ContactChange }
  | { externalId: string; problem: string; field?: string }

/** A row's own fields, in lower case. Every other key is the name of a property. */
const ownFields = new Set(['id', 'externalid', 'email', 'testgroup', 'properties', 'permissions'])

export function isOwnField(name: string): boolean {
  return ownFields.has(name.toLowerCase())
}

/** Reads a row of an import: an object as JSON has it, or the cells of a CSV record by their column. */
export function readImportRow(
  definitions: Definitions,
  record: Record<string, unknown>,
  now: Date,
): ImportReading {
  const { id, testGroup, input } = splitRow(record)
  const externalId = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id
  if (typeof externalId !== 'string') return { externalId: '', problem: 'The row has no id.' }
  const problem = idProblem(externalId)
  if (problem !== undefined) return { externalId, problem }
  if (testGroup !== undefined) {
    const flag = readFlag(testGroup)
    if (flag === undefined) return { externalId, problem: 'testGroup must be true or false.' }
    input.testGroup = flag
  }
  const reading = readContact(definitions, input, now)
  return isRefusal(reading) ? { externalId, ...reading } : { externalId, change: reading }
}

type SplitRow = { id: unknown; testGroup: unknown; input: ContactInput & { properties: object } }

function splitRow(record: Record<string, unknown>): SplitRow {
  let id: unknown
  let testGroup: unknown
  const properties: [string, unknown][] = []
  for (const [key, value] of Object.entries(record)) {
    switch (key.toLowerCase()) {
      case 'id':
      case 'externalid':
        id = value
        break
      case 'testgroup':
        testGroup = value === '' || value === null ? undefined : value
        break
      case 'properties':
        properties.push(...entriesOf(value))
        break
      default:
        properties.push([key, value])
    }
  }
  return { id, testGroup, input: { properties: Object.fromEntries(properties) } }
}

function entriesOf(value: unknown): [string, unknown][] {
  if (value === null || value === undefined || value === '') return []
  // What is no object names no property, and is refused under its own name.
  return typeof value === 'object' ? Object.entries(value) : [['properties', value]]
}

// Nearly every id there is; the others are the schema's to judge.
const usualId = /^[\x21-\x7e]{1,255}$/

/** What is wrong with an id, if anything. The same as the schema says, much faster. */
export function idProblem(id: string): string | undefined {
  if (usualId.test(id)) return undefined
  const result = ExternalId.safeParse(id)
  return result.success ? undefined : (result.error.issues[0]?.message ?? 'This is no id.')
}
