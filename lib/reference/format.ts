import { preferredType } from '@/lib/api/media'
import { toXml } from './xml'

export type Format = 'json' | 'xml'

/** How an answer is called in XML, and of a list each of its elements. */
export type XmlNames = { root: string; item?: string }

const types: Record<string, Format> = {
  'application/json': 'json',
  'application/xml': 'xml',
  'text/xml': 'xml',
}

/** JSON, unless Accept likes XML better. Whoever accepts neither gets JSON too: clients of this API know no 406. */
export function answerFormat(request: Request): Format {
  const type = preferredType(request.headers.get('accept'), Object.keys(types))
  return types[type ?? ''] ?? 'json'
}

/** The content type has no charset: clients compare it to the letter. Both formats are UTF-8 by their own rules. */
export function respond(status: number, value: unknown, format: Format, { root, item }: XmlNames): Response {
  const body = format === 'xml' ? toXml(root, value, item) : JSON.stringify(value)
  return new Response(body, {
    status,
    headers: { 'content-type': `application/${format}`, 'cache-control': 'no-store' },
  })
}
