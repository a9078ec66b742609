import { gzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { parseJson, readBytes, toStream } from './body'

const request = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('http://x', { method: 'POST', body, headers, duplex: 'half' } as RequestInit)
const gzip = { 'content-encoding': 'gzip' }

describe('a body', () => {
  test('is read as it is, unpacked, or as nothing', async () => {
    expect((await readBytes(request('abc'), 3)).toString()).toBe('abc')
    expect((await readBytes(request(gzipSync('abc'), gzip), 3)).toString()).toBe('abc')
    expect((await readBytes(request(null), 3)).toString()).toBe('')
    expect((await readBytes(request('', { 'content-length': '0' }), 3)).toString()).toBe('')
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
    ['of nothing that says it is packed', '', { ...gzip, 'content-length': '0' }, 'invalid'],
    [
      'of nothing that says it is packed another way',
      '',
      { 'content-encoding': 'br', 'content-length': '0' },
      'unsupported_media',
    ],
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

describe('what is refused half-way', () => {
  /** Endless chunks, counted, and whether they were cancelled. */
  function endless(chunk: Uint8Array) {
    const seen = { chunks: 0, cancelled: false }
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        seen.chunks++
        controller.enqueue(chunk)
      },
      cancel() {
        seen.cancelled = true
      },
    })
    return { seen, body }
  }

  test.each([
    ['as it is', {}, Buffer.alloc(1024 * 1024)],
    ['packed', gzip, gzipSync(Buffer.alloc(64 * 1024 * 1024))],
  ])(
    'is taken in for a while, so that its sender can read why, and then cut off: %s',
    async (_, headers, chunk) => {
      const { seen, body } = endless(chunk)
      await expect(readBytes(request(body, headers), 3_000_000)).rejects.toMatchObject({ code: 'too_large' })
      expect(seen.cancelled).toBe(false)
      await vi.waitFor(() => expect(seen.cancelled).toBe(true), { timeout: 10_000 })
      expect(seen.chunks * chunk.length).toBeGreaterThan(64 * 1024 * 1024)
    },
  )

  test('is read to its end', async () => {
    let ended = false
    const chunks = [Buffer.from('abcd'), Buffer.from('efgh')]
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks.shift()
        if (chunk) return controller.enqueue(chunk)
        ended = true
        controller.close()
      },
    })
    await expect(readBytes(request(body), 3)).rejects.toMatchObject({ code: 'too_large' })
    await vi.waitFor(() => expect(ended).toBe(true))
  })
})

test('JSON of more levels than anything has is refused', () => {
  const nested = (levels: number) => Buffer.from(`${'['.repeat(levels)}1${']'.repeat(levels)}`)
  expect(parseJson(nested(64))).toBeDefined()
  for (const levels of [65, 300_000])
    expect(() => parseJson(nested(levels))).toThrow(expect.objectContaining({ code: 'malformed' }))
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
