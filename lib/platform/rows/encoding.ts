import { Buffer } from 'node:buffer'
import { DomainError } from '@/lib/platform/errors'

/** Text in the encoding that `label` names (WHATWG Encoding) as UTF-8, which the readers of rows check themselves. */
export function toUtf8(stream: AsyncIterable<Uint8Array>, label: string): AsyncIterable<Uint8Array> {
  return label === 'utf-8' ? stream : transcoded(stream, label)
}

async function* transcoded(stream: AsyncIterable<Uint8Array>, label: string): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(label, { fatal: true })
  const decoded = (bytes: Uint8Array, more: boolean) => {
    try {
      return Buffer.from(decoder.decode(bytes, { stream: more }))
    } catch (cause) {
      throw new DomainError('invalid', `The file is not ${label.toUpperCase()}.`, { cause })
    }
  }
  // Bit by bit even when it is short: Node decodes Windows-1252 as Latin-1 when it gets all at once.
  for await (const bytes of stream) yield decoded(bytes, true)
  yield decoded(new Uint8Array(), false)
}
