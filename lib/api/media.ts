import { HttpProblem } from './problem'

export type Format = 'json' | 'csv' | 'json-lines'

export const mediaTypes = {
  json: 'application/json',
  csv: 'text/csv',
  'json-lines': 'application/x-ndjson',
} as const satisfies Record<Format, string>

/** Picks the format a caller likes best of those there are; the first when it has no wish. */
export function negotiate(accept: string | null, formats: readonly Format[]): Format {
  const types = formats.map((format) => mediaTypes[format])
  const type = preferredType(accept, types)
  const format = formats.find((candidate) => mediaTypes[candidate] === type)
  if (format) return format
  throw new HttpProblem('not_acceptable', `This is given as ${types.join(', ')}.`)
}

/** The media type that Accept likes best, the first of equals (RFC 9110, 12.5.1); undefined when it excludes them all. */
export function preferredType(accept: string | null, types: readonly string[]): string | undefined {
  if (accept === null || accept.trim() === '') return types[0]
  const ranges = accept.split(',').map(parseRange)
  const rated = types.map((type) => ({ type, quality: qualityOf(type, ranges) }))
  const best = rated.reduce((a, b) => (b.quality > a.quality ? b : a))
  return best.quality > 0 ? best.type : undefined
}

type MediaRange = { type: string; quality: number }

function parseRange(text: string): MediaRange {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const q = parameters.find((parameter) => parameter.startsWith('q='))
  const quality = q === undefined ? 1 : Number(q.slice(2))
  return { type: type === 'application/ndjson' ? mediaTypes['json-lines'] : type, quality: quality || 0 }
}

/** The most specific range that matches decides, so that `text/csv;q=0, *\/*` excludes CSV. */
function qualityOf(type: string, ranges: MediaRange[]): number {
  const [family] = type.split('/')
  for (const pattern of [type, `${family}/*`, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === pattern)
    if (range) return range.quality
  }
  return 0
}

/** The media type of a body, without its parameters. A charset other than UTF-8 is refused, not misread. */
export function contentType(request: Request, accepted: readonly string[], whenAbsent?: string): string {
  const header = request.headers.get('content-type')
  const [type = '', ...parameters] = (header ?? '').split(';').map((part) => part.trim().toLowerCase())
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice(8)
  if (charset !== undefined && !/^"?(utf-?8|us-ascii)"?$/.test(charset)) {
    throw new HttpProblem('unsupported_media', 'Send text in UTF-8.')
  }
  const found = type === '' ? whenAbsent : accepted.find((candidate) => candidate === alias(type))
  if (found !== undefined) return found
  const sent = type === '' ? 'There is no Content-Type' : `The Content-Type is ${type}`
  throw new HttpProblem('unsupported_media', `${sent}. This reads ${accepted.join(', ')}.`)
}

function alias(type: string): string {
  return type === 'application/ndjson' || type === 'application/jsonl' ? mediaTypes['json-lines'] : type
}
