import { parseJson, readBytes } from '@/lib/api/body'
import { contentType } from '@/lib/api/media'
import { HttpProblem } from '@/lib/api/problem'
import { DomainError } from '@/lib/platform/errors'
import { parseXml, type XmlValue } from './xml'

/** 2,500 ids of 255 characters fit, even if every character of them is written as an escape. */
export const bodyMaxBytes = 8 * 1024 * 1024

/** A body as it was sent: of XML the root element's name and what it holds. */
export type Sent = { format: 'json'; value: unknown } | { format: 'xml'; root: string; value: XmlValue }

// text/plain is what some libraries call a text that nobody has named.
const types = {
  'application/json': 'json',
  'text/json': 'json',
  'text/plain': 'json',
  'application/xml': 'xml',
  'text/xml': 'xml',
} as const

/** Reads the whole body; undefined when there is none at all, not one byte. Without a Content-Type it is JSON. */
export async function readSent(request: Request): Promise<Sent | undefined> {
  const bytes = await readBytes(request, bodyMaxBytes).catch(unpackable)
  if (bytes.length === 0) return requireNothing(request)
  const type = contentType(request, Object.keys(types), 'application/json') as keyof typeof types
  if (types[type] === 'json') return { format: 'json', value: parseJson(bytes) }
  return { format: 'xml', ...parseXml(decode(bytes)) }
}

/** A body that was lost on the way, or packed, is not the absence of one: that would empty an audience by accident. */
function requireNothing(request: Request): undefined {
  const declared = request.headers.get('content-length') ?? '0'
  if (Number(declared) === 0 && !request.headers.has('content-encoding')) return undefined
  throw new HttpProblem('malformed', 'The headers announce a body, and there is none.')
}

/** What cannot be unpacked cannot be read: unlike a value that is not valid, that is a 400 on every method. */
function unpackable(error: unknown): never {
  if (error instanceof DomainError && error.code === 'invalid')
    throw new HttpProblem('malformed', error.message)
  throw error
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new HttpProblem('malformed', 'The body is not UTF-8.')
  }
}
