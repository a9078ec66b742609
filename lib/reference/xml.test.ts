import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listField } from './fields'
import { parseXml, toXml } from './xml'

const read = (text: string) => parseXml(text).value

describe('parseXml', () => {
  test.each<[string, unknown]>([
    ['<a/>', ''],
    [
      '<?xml version="1.0" encoding="UTF-8"?>\n<!-- hi -->\n<a>\n <b>1</b>\n <b>2</b> <c x="y"/> </a>\n',
      { b: ['1', '2'], c: '' },
    ],
    ['<n:a xmlns:n="urn:x"><n:b>1</n:b></n:a>', { b: '1' }],
    ['<a> x &lt;&amp;&gt;&quot;&apos; &#233;&#x1F600; </a>', ' x <&>"\' é😀 '],
    ['<a>1<![CDATA[<b>&amp;]]>2</a>', '1<b>&amp;2'],
    ['<a><b>&amp;lt;</b></a>', { b: '&lt;' }],
  ])('%j', (text, value) => {
    expect(read(text)).toEqual(value)
  })

  test.each([
    ['', /not XML/],
    ['hello', /not XML/],
    ['{"a":1}', /not XML/],
    ['<a><b></a>', /not XML/],
    ['<a/><b/>', /one root/],
    ['<a>text<b/></a>', /both text and elements/],
    ['<a>&copy;</a>', /&copy; stands for nothing/],
    ['<a>&x;</a>', /stands for nothing/],
    ['<a>& b</a>', /not XML/],
    ['<a>&#0;</a>', /stands for nothing/],
    ['<a>&#xD800;</a>', /stands for nothing/],
    ['<a>&#x110000;</a>', /stands for nothing/],
    ['<a>\u0000</a>', /character that XML has not/],
    ['<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', /DOCTYPE/],
    ['<!doctype a><a/>', /DOCTYPE/],
    [`${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`, /not XML/],
  ])('%j is refused', (text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'malformed', message: expect.stringMatching(message) }),
    )
  })

  test('what is written is read as it was', () => {
    const text = fc
      .string({ unit: 'binary' })
      .filter((value) => !/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/u.test(value))
    const leaf = text.filter((value) => value.trim() !== '' || value === '')
    fc.assert(
      fc.property(
        fc.record({ a: leaf, list: fc.array(leaf, { minLength: 2 }), b: fc.record({ c: leaf }) }),
        (value) => {
          expect(read(toXml('root', value))).toEqual(value)
        },
      ),
    )
  })

  test('whatever arrives, it is read or refused, and never breaks', () => {
    const part = fc.constantFrom(
      '<a>',
      '</a>',
      '<b/>',
      '<',
      '>',
      '&',
      ';',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?',
      '?>',
      '"',
      '=',
      'x',
      '__proto__',
      '<__proto__>',
      '</__proto__>',
    )
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        try {
          parseXml(parts.join(''))
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed' })
        }
      }),
      { numRuns: 3_000 },
    )
  })
})

describe('toXml', () => {
  test('lists repeat their element, nothing is written for null', () => {
    expect(toXml('list', [{ a: 1, b: null }, { a: '<&\r' }], 'each')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<list><each><a>1</a></each><each><a>&lt;&amp;&#13;</a></each></list>',
    )
  })
})

describe('listField', () => {
  const ids = (xml: string) =>
    listField({ format: 'xml', ...parseXml(xml) }, 'contacts', ['contact', 'externalId'])
  test.each([
    ['<request><contacts>1</contacts><contacts>2</contacts></request>', ['1', '2']],
    ['<request><contacts>1</contacts></request>', ['1']],
    ['<request><contacts><contact>1</contact><contact>2</contact></contacts></request>', ['1', '2']],
    ['<contacts><contact>1</contact></contacts>', ['1']],
    ['<contacts><contact><externalId>1</externalId></contact></contacts>', ['1']],
    ['<contacts/>', []],
    ['<contacts> </contacts>', []],
  ])('%s', (xml, expected) => {
    expect(ids(xml)).toEqual(expected)
  })

  test.each(['<request/>', '<request><ids>1</ids></request>', '<request>1</request>'])(
    '%s is refused',
    (xml) => {
      expect(() => ids(xml)).toThrow(expect.objectContaining({ code: 'malformed' }))
    },
  )

  test.each([undefined, null, '', 5, {}, [], { contacts: 'a' }, { contacts: null }])(
    'JSON %j is refused',
    (value) => {
      expect(() => listField({ format: 'json', value }, 'contacts', [])).toThrow(
        expect.objectContaining({ code: 'malformed' }),
      )
    },
  )
})
