import { Buffer } from 'node:buffer'
import { parse as parseCsv } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowMaxBytes } from './blocks'
import { readCsv } from './csv'
import { readJsonArray } from './json-array'
import { parseRecords } from './records'
import { parseSyncRows, type SyncRow } from './sync-rows'

/** Sends a body in pieces of the given sizes, over and over. */
async function* inChunks(body: string | Uint8Array, sizes: number[] = [body.length]) {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function all<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const rows: T[] = []
  for await (const batch of batches) rows.push(...batch)
  return rows
}

const rowsOf = (type: string, body: string | Uint8Array, sizes?: number[]): Promise<SyncRow[]> =>
  all(parseSyncRows(inChunks(body, sizes), type))

const json = 'application/json'
const ndjson = 'application/x-ndjson'
const csv = 'text/csv'
const text = 'text/plain'

const chunkSizes = fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1, maxLength: 5 })
const tinyChunks = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 })
const id = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }).filter((value) => !value.includes('\0'))

describe('every format reads the same rows, however they are cut into chunks', () => {
  const rows = fc.array(
    fc.record(
      { id, email: fc.constant('ada@example.com'), op: fc.constantFrom('add' as const, 'remove' as const) },
      { requiredKeys: ['id'] },
    ),
    { maxLength: 60 },
  )

  test('NDJSON', async () => {
    await fc.assert(
      fc.asyncProperty(rows, tinyChunks, async (rows, sizes) => {
        const body = rows.map((row) => JSON.stringify(row)).join('\n')
        expect(await rowsOf(ndjson, body, sizes)).toEqual(rows.map((row, i) => ({ line: i + 1, ...row })))
      }),
    )
  })

  test('JSON array', async () => {
    await fc.assert(
      fc.asyncProperty(rows, tinyChunks, fc.boolean(), async (rows, sizes, wrapped) => {
        const body = JSON.stringify(wrapped ? { contacts: rows } : rows, null, wrapped ? 2 : 0)
        expect(await rowsOf(json, body, sizes)).toEqual(rows.map((row, i) => ({ line: i + 1, ...row })))
      }),
    )
  })

  test('CSV', async () => {
    await fc.assert(
      fc.asyncProperty(rows, tinyChunks, async (rows, sizes) => {
        const quote = (value = '') => `"${value.replaceAll('"', '""')}"`
        const body = rows.map((row) => `${quote(row.id)},${row.op ?? ''},${quote(row.email)}\r\n`).join('')
        const read = await rowsOf(csv, `id,op,email\r\n${body}`, sizes)
        expect(read.map(({ line: _, ...row }) => row)).toEqual(rows)
      }),
    )
  })

  test('plain text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(id), tinyChunks, async (ids, sizes) => {
        const body = ids.join('\r\n')
        const expected = body.split('\n').flatMap((line, i) => {
          const id = line.trim()
          return id === '' ? [] : [{ line: i + 1, id }]
        })
        expect(await rowsOf(text, body, sizes)).toEqual(expected)
      }),
    )
  })

  test('bodies of many blocks', async () => {
    const ids = Array.from({ length: 60_000 }, (_, i) => `klant-é-${i}`)
    const expected = ids.map((id, i) => ({ line: i + 1, id }))
    await fc.assert(
      fc.asyncProperty(chunkSizes, async (sizes) => {
        expect(await rowsOf(text, ids.join('\n'), sizes)).toEqual(expected)
        expect(await rowsOf(json, JSON.stringify(ids), sizes)).toEqual(expected)
        expect(await rowsOf(ndjson, ids.map((id) => `{"id":"${id}"}\n`).join(''), sizes)).toEqual(expected)
      }),
      { numRuns: 10 },
    )
  })
})

describe('JSON arrays', () => {
  const reading = async (body: string, sizes: number[]) => {
    try {
      return (await all(readJsonArray(inChunks(body, sizes)))).map(({ value }) => value)
    } catch {
      return 'refused'
    }
  }
  const expected = (body: string) => {
    try {
      const value = JSON.parse(body)
      return Array.isArray(value) ? value : 'refused'
    } catch {
      return 'refused'
    }
  }

  test('are read as JSON.parse reads them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), tinyChunks, fc.nat(2), async (value, sizes, indent) => {
        const body = JSON.stringify(value, null, indent)
        expect(await reading(body, sizes)).toEqual(JSON.parse(body))
      }),
    )
  })

  test('are refused where JSON.parse refuses', async () => {
    const fragment = fc.constantFrom('[', ']', '{', '}', ',', ':', '"', '\\', '"a"', '1', 'null', ' ', '"b":')
    await fc.assert(
      fc.asyncProperty(fc.array(fragment, { maxLength: 12 }), tinyChunks, async (parts, sizes) => {
        const body = `[${parts.join('')}]`
        expect(await reading(body, sizes)).toEqual(expected(body))
      }),
      { numRuns: 3_000 },
    )
  })

  test.each([
    ['', /neither a JSON array/],
    ['{}', /neither a JSON array/],
    ['"a"', /neither a JSON array/],
    ['{"contacts":["a"],"more":1}', /follows the end/],
    ['{"contacts":["a"]', /follows the end/],
    ['["a"]]', /follows the end/],
    ['["a","b"', /Row 2: the array does not end/],
    ['["a",,"b"]', /Row 2: not a JSON value/],
    ['["a","b",]', /Row 3: not a JSON value/],
    ['["a" "b"]', /Row 1: not a JSON value/],
    ['["a",[1}]', /Row 2: not a JSON value/],
    ['["a",{"id":"b"},{"id":}]', /Row 3: not a JSON value/],
    ['["a",null]', /Row 2: an id is a string/],
    ['["a",9007199254740993]', /Row 2: an id is a string/],
    ['["a","b\\u0000"]', /Row 2: holds a NUL/],
    ['["\\ud800"]', /Row 1: holds half of a surrogate/],
    [`["a","${'x'.repeat(rowMaxBytes + 1)}"]`.repeat(3), /Row 2|neither|follows/],
    [`["a","${'x'.repeat(4 * rowMaxBytes)}`, /Row 2: longer than/],
  ])('%j is refused', async (body, message) => {
    await expect(rowsOf(json, body)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message),
    })
  })

  test('no elements are no rows, and numbers count as ids', async () => {
    expect(await rowsOf(json, ' [ ] ')).toEqual([])
    expect(await rowsOf(json, '{"contacts":[]}')).toEqual([])
    expect(await rowsOf(json, '[7,{"id":8,"email":null}]')).toEqual([
      { line: 1, id: '7' },
      { line: 2, id: '8' },
    ])
  })
})

describe('CSV', () => {
  test('is read as a well-known parser reads it', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é', '=') })
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell)), tinyChunks, async (records, sizes) => {
        const body = `h1,h2\n${records.map((cells) => cells.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')).join('\r\n')}`
        const read: string[][] = []
        for await (const { rows } of readCsv(inChunks(body, sizes)))
          read.push(...rows.map(({ cells }) => cells))
        expect(read).toEqual(
          parseCsv(body, { from: 2, skipEmptyLines: true, recordDelimiter: ['\r\n', '\n'] }),
        )
      }),
    )
  })

  test('a record has the line it starts on', async () => {
    const rows = await rowsOf(csv, 'id\n"a\nb"\n\nc\n')
    expect(rows).toEqual([
      { line: 2, id: 'a\nb' },
      { line: 5, id: 'c' },
    ])
  })

  test.each([
    ['', /Line 1: the header is missing/],
    ['c1\nc2\n', /Line 1: the header needs a column "id"/],
    ['id;email\na;b\n', /separated by commas/],
    ['id,emial\na,b\n', /Line 1: unknown column "emial"/],
    ['id,id\na,b\n', /two columns are called "id"/],
    ['id,email\na\n', /Line 2: 1 cells where the header has 2/],
    ['id\na\nb,c\n', /Line 3: 2 cells where the header has 1/],
    ['id\na"b\n', /Line 2: a quote within a cell/],
    ['id\n"a"b\n', /Line 2: something follows a closing quote/],
    ['id\nx\n"a\nb\n', /Line 3: a quote is not closed/],
    [`id\nx\n"${'a\n'.repeat(rowMaxBytes)}"`, /Line 3: longer than/],
    ['id,op\na,drop\n', /Line 2: op is/],
  ])('%j is refused', async (body, message) => {
    await expect(rowsOf(csv, body)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message),
    })
  })

  test('a header in other case and order, with a byte order mark, quoted', async () => {
    expect(await rowsOf(csv, '\ufeff"OP", ID \nadd,"é,""1"""\n')).toEqual([
      { line: 2, id: 'é,"1"', op: 'add' },
    ])
  })
})

describe('lines', () => {
  test('empty ones are skipped and counted; CR LF ends one too', async () => {
    expect(await rowsOf(text, '\ufeff a \r\n\r\n\n b c\t\n')).toEqual([
      { line: 1, id: 'a' },
      { line: 4, id: 'b c' },
    ])
    expect(await rowsOf(ndjson, '"a"\r\n \r\n"b"')).toEqual([
      { line: 1, id: 'a' },
      { line: 3, id: 'b' },
    ])
  })

  test.each([
    [text, Buffer.from([0x61, 0x0a, 0x62, 0x0a, 0xff, 0x0a]), /Line 3: not UTF-8/],
    [text, Buffer.from([0x61, 0x0a, 0xc3]), /Line 2: not UTF-8/],
    [json, Buffer.from([0x5b, 0x22, 0xe9, 0x22, 0x5d]), /Row 1: not UTF-8/],
    [json, Buffer.from([0x5b, 0x31, 0x2c, 0x32, 0x2c, 0xc3]), /Row 3: not UTF-8/],
    [text, Buffer.from('a\nb\0\nc'), /Line 2: holds a NUL/],
    [text, Buffer.from(`a\n${'é'.repeat(rowMaxBytes / 2 + 1)}\nb`), /Line 2: longer than/],
    [text, Buffer.alloc(10 * rowMaxBytes, 'x'), /Line 1: longer than/],
    [ndjson, Buffer.from('"a"\n{"id":"b"\n'), /Line 2: not a JSON value/],
    [ndjson, Buffer.from('"a"\n{"email":"b"}\n'), /Line 2: has no "id"/],
    [ndjson, Buffer.from('"a"\n{"id":"b","name":"c"}\n'), /Line 2: unknown key "name"/],
    [ndjson, Buffer.from('"a"\n["b"]\n'), /Line 2: has no "id"/],
    [ndjson, Buffer.from('{"id":"a","email":5}'), /Line 1: an email is a string/],
  ])('%s %# is refused', async (type, body, message) => {
    await expect(rowsOf(type, body)).rejects.toMatchObject({
      code: 'invalid',
      message: expect.stringMatching(message),
    })
  })

  test('an error of the stream itself is passed on', async () => {
    async function* cutOff() {
      yield Buffer.from('a\nb\n')
      throw new Error('the client went away')
    }
    await expect(all(parseSyncRows(cutOff(), text))).rejects.toThrow('the client went away')
  })
})

describe('media types', () => {
  test('parameters are allowed, another charset and another type are not', async () => {
    expect(await rowsOf('Text/Plain; charset="UTF-8"', 'a')).toEqual([{ line: 1, id: 'a' }])
    for (const type of ['text/plain; charset=iso-8859-1', 'application/xml', ''])
      expect(() => parseSyncRows(inChunks('a'), type)).toThrow(
        expect.objectContaining({ code: 'unsupported_media' }),
      )
  })
})

describe('records', () => {
  const recordsOf = (type: string, body: string) => all(parseRecords(inChunks(body), type))

  test('of every format', async () => {
    const one = { line: 1, record: { id: 'a', tags: [1] } }
    expect(await recordsOf(ndjson, '{"id":"a","tags":[1]}')).toEqual([one])
    expect(await recordsOf(json, '{"contacts":[{"id":"a","tags":[1]}]}')).toEqual([one])
    expect(await recordsOf(csv, 'id,city\na,\n')).toEqual([{ line: 2, record: { id: 'a', city: '' } }])
  })

  test('a column called __proto__ is a column like any other', async () => {
    const [row] = await recordsOf(csv, 'id,__proto__\na,b\n')
    expect(Object.keys(row?.record ?? {})).toEqual(['id', '__proto__'])
  })

  test('what is no object is refused, and so is plain text', async () => {
    await expect(recordsOf(ndjson, '{"id":"a"}\n"b"')).rejects.toThrow('Line 2: not an object.')
    expect(() => recordsOf(text, 'a')).toThrow(expect.objectContaining({ code: 'unsupported_media' }))
  })
})
