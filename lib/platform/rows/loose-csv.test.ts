import { Buffer } from 'node:buffer'
import { parse as parseCsv } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type LooseCsvRow, readLooseCsv } from './csv'
import { toUtf8 } from './encoding'

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function rowsOf(text: string, separator: string): Promise<LooseCsvRow[]> {
  const rows: LooseCsvRow[] = []
  for await (const batch of readLooseCsv(inPieces(Buffer.from(text), 7), separator)) rows.push(...batch)
  return rows
}

describe('readLooseCsv', () => {
  test('reads what another parser reads, whatever the separator', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', '"', ';', '\t', '|', ',', '\n', ' ', 'é'),
      maxLength: 6,
    })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom(',', ';', '\t', '|'), async (rows, separator) => {
        const quoted = rows.map((cells) =>
          cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(separator),
        )
        const text = quoted.join('\r\n')
        const expected = parseCsv(text, { delimiter: separator, relax_column_count: true })
        expect((await rowsOf(text, separator)).map(({ cells }) => cells)).toEqual(expected)
      }),
    )
  })

  test.each<[string, LooseCsvRow[]]>([
    ['a;5" pipe;b', [{ line: 1, cells: ['a', '5" pipe', 'b'] }]],
    [
      'a\n\nb;c',
      [
        { line: 1, cells: ['a'] },
        { line: 3, cells: ['b', 'c'] },
      ],
    ],
    [
      'a;"b"c;d\ne;f',
      [
        { line: 1, cells: ['a;"b"c;d'], problem: 'something follows a closing quote.' },
        { line: 2, cells: ['e', 'f'] },
      ],
    ],
  ])('%j', async (text, rows) => {
    expect(await rowsOf(text, ';')).toEqual(rows)
  })

  test('ends at a quote that is never closed', async () => {
    await expect(rowsOf('a;b\nc;"d\ne;f\n', ';')).rejects.toThrow('Line 2: a quote is not closed.')
  })
})

describe('toUtf8', () => {
  const read = async (bytes: Uint8Array, label: string) => {
    const pieces: Uint8Array[] = []
    for await (const piece of toUtf8(inPieces(bytes, 3), label)) pieces.push(piece)
    return Buffer.concat(pieces).toString()
  }

  test.each<[string, Uint8Array]>([
    ['windows-1252', Buffer.from('\x80\x92 caf\xe9', 'latin1')],
    ['utf-16le', Buffer.from('\ufeff€’ café', 'utf16le')],
    ['utf-16be', Buffer.from('€’ café', 'utf16le').swap16()],
    ['utf-8', Buffer.from('€’ café')],
  ])('%s', async (label, bytes) => {
    expect(await read(bytes, label)).toBe('€’ café')
  })

  test('refuses half a character', async () => {
    await expect(read(Buffer.from([0x41, 0x00, 0xd8]), 'utf-16le')).rejects.toMatchObject({ code: 'invalid' })
  })
})
