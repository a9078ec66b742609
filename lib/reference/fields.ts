import { HttpProblem } from '@/lib/api/problem'
import type { Sent } from './body'

export type Fields = { [name: string]: unknown }

/** Refused in the way of this API whatever the operation: a body that is not what it should be changes nothing. */
export function malformed(message: string): HttpProblem {
  return new HttpProblem('malformed', message)
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The fields of an object. In XML an element without children is one without fields. */
export function fieldsOf(sent: Sent | undefined): Fields {
  if (sent && isFields(sent.value)) return sent.value
  if (sent?.format === 'xml' && String(sent.value).trim() === '') return {}
  throw malformed(sent ? 'The body is not an object.' : 'The body is missing.')
}

/** A field that is an object itself. In XML it may be the root, the object around it left out. */
export function objectField(sent: Sent | undefined, name: string): Fields {
  const fields = fieldsOf(sent)
  const value = sent?.format === 'xml' && sent.root === name && !(name in fields) ? fields : fields[name]
  if (isFields(value)) return value
  throw malformed(`"${name}" is missing, or not an object.`)
}

/**
 * A field that is a list. In XML the element repeats, or stands once around others called one of `items`; and it may be
 * the root, the object around it left out.
 */
export function listField(sent: Sent | undefined, name: string, items: readonly string[]): unknown[] {
  const fields = fieldsOf(sent)
  if (sent?.format === 'xml') {
    const value = name in fields ? fields[name] : sent.root === name ? sent.value : undefined
    if (value !== undefined) return unwrapped(value, items)
  } else if (Array.isArray(fields[name])) return fields[name]
  throw malformed(`"${name}" is missing, or not a list.`)
}

function unwrapped(value: unknown, items: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((each) => unwrapped(each, items))
  if (value === '') return []
  const [only, ...others] = isFields(value) ? Object.entries(value) : []
  if (only && others.length === 0 && items.includes(only[0])) return unwrapped(only[1], items)
  return typeof value === 'string' && value.trim() === '' ? [] : [value]
}

/** An id as clients send it: text, or a whole number. */
export function idOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (Number.isSafeInteger(value)) return String(value)
  throw malformed('An id is text.')
}

/** true, 1, "true" and "1"; likewise false; undefined and null when it is left out. */
export function flagField(fields: Fields, name: string): boolean | undefined {
  const value = fields[name]
  if (value === undefined || value === null || value === '') return undefined
  const text = String(value).trim().toLowerCase()
  if (text === 'true' || text === '1') return true
  if (text === 'false' || text === '0') return false
  throw malformed(`"${name}" is true or false.`)
}
