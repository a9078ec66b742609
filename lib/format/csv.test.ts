import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attachment, csvCell, csvRow } from './csv'

describe('csvCell', () => {
  test.each([
    [null, ''],
    ['', '""'],
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    [' spaces ', '" spaces "'],
    ['=1+1', "'=1+1"],
    ["=cmd|'/c calc'!A1", "'=cmd|'/c calc'!A1"],
    ['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
    ['+31 6', "'+31 6"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['  =1+1', "'  =1+1"],
    ['\t=1', '"\'\t=1"'.replace('"\'', "'").replace('"', '')],
    ['＝1+1', "'＝1+1"],
    ['-5', '-5'],
    ['-5.25', '-5.25'],
    ['+31612345678', '+31612345678'],
    ['a=b', 'a=b'],
    [42, '42'],
    [-1, '-1'],
    ['名前 🎉', '名前 🎉'],
  ])('writes %j as %s', (value, cell) => {
    expect(csvCell(value)).toBe(cell)
  })

  test('is read back to the letter by another parser, apart from the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1, maxLength: 5 }), (values) => {
        const [cells] = parse(csvRow(values), { relax_column_count: true, bom: false })
        const expected = values.map((value) =>
          csvCell(value).replace(/^"/, '').startsWith("'") && !value.startsWith("'") ? `'${value}` : value,
        )
        expect(cells).toEqual(expected)
      }),
    )
  })
})

describe('attachment', () => {
  test.each([
    ['VIP', `attachment; filename="VIP.csv"; filename*=UTF-8''VIP.csv`],
    ['Top 100', `attachment; filename="Top 100.csv"; filename*=UTF-8''Top%20100.csv`],
    ['名前', `attachment; filename="_.csv"; filename*=UTF-8''%E5%90%8D%E5%89%8D.csv`],
    ['a"b/c\r\nX: y', `attachment; filename="a b c X  y.csv"; filename*=UTF-8''a%20b%20c%20X%20%20y.csv`],
    ["it's (1)*", `attachment; filename="it's (1).csv"; filename*=UTF-8''it%27s%20%281%29.csv`],
    ['///', `attachment; filename="export.csv"; filename*=UTF-8''export.csv`],
  ])('names a file after %j', (name, header) => {
    expect(attachment(name, 'csv')).toBe(header)
  })
})
