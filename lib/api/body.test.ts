import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { parseJson, readBytes, toStream } from './body'

const request = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('http://x', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
const gzip = { 'content-encoding': 'gzip' }

describe('a body', () => {
  test('is read as it is, unpacked, or as nothing', async () => {
    expect((await readBytes(request('abc'), 3)).toString()).toBe('abc')
    expect((await readBytes(request(gzipSync('abc'), gzip), 3)).toString()).toBe('abc')
    expect((await readBytes(request(null), 3)).toString()).toBe('')
  })

  test('in two packed members is one text', async () => {
    const body = Buffer.concat([gzipSync('abc'), gzipSync('def')])
    expect((await readBytes(request(body, gzip), 6)).toString()).toBe('abcdef')
  })

  test.each([
    ['larger than its bound', 'abcd', {}, 'too_large'],
    ['that unpacks to more than its bound', gzipSync('abcd'), gzip, 'too_large'],
    ['cut short', gzipSync('abc').subarray(0, 20), gzip, 'invalid'],
    ['that is not gzip', 'abc', gzip, 'invalid'],
    ['packed another way', 'abc', { 'content-encoding': 'zstd' }, 'unsupported_media'],
    ['that says it is larger', 'a', { 'content-length': '10' }, 'too_large'],
  ])('%s is refused', async (_, body, headers, code) => {
    const read = async () => readBytes(request(body, headers as Record<string, string>), 3)
    await expect(read()).rejects.toMatchObject({ code })
  })

  test('that unpacks a thousandfold is refused before it is unpacked whole', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024))
    await expect(readBytes(request(bomb, gzip), 2 ** 30)).rejects.toMatchObject({ code: 'too_large' })
  })
})

test.each([
  ['{"a":1}', { a: 1 }],
  ['\ufeff[]', []],
  ['', undefined],
])('%j is JSON', (text, value) => {
  expect(parseJson(Buffer.from(text))).toEqual(value)
})

describe('toStream', () => {
  test('pulls nothing before it is read, one chunk at a time, and tells the source when the reader leaves', async () => {
    const events: string[] = []
    async function* source() {
      try {
        for (let n = 1; ; n++) {
          events.push(`made ${n}`)
          yield Buffer.from(String(n))
        }
      } finally {
        events.push('left')
      }
    }
    const reader = toStream(source()).getReader()
    expect(events).toEqual([])
    await reader.read()
    expect(events).toEqual(['made 1'])
    await reader.read()
    await reader.cancel()
    expect(events).toEqual(['made 1', 'made 2', 'left'])
  })

  test('passes a failure on', async () => {
    async function* source(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('1')
      throw new Error('broken')
    }
    await expect(new Response(toStream(source())).text()).rejects.toThrow('broken')
  })
})
