import { Buffer } from 'node:buffer'
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hmac, hmacBlocks, opaqueId } from '@/lib/platform/crypto'
import { overrideEnv } from '@/lib/platform/env'
import { ExternalId } from '@/lib/platform/schema'
import type { DefinedProperty, PropertyType } from '../schema'
import { type Definitions, decideUpsert, nameOf, readContact } from './contact'
import { readEmail } from './email'
import { idProblem, readImportRow } from './import-row'
import { readValue } from './values'

const now = new Date('2026-11-23T09:00:00Z')

const entries = [
  { bit: 1, description: 'Cats', rank: 1 },
  { bit: 3, description: 'Dogs', rank: 2 },
]
const property = (type: PropertyType, name = `p_${type}`): DefinedProperty => ({
  name,
  label: name,
  type,
  entries: type === 'set' ? entries : [],
  hidden: false,
})

describe('values', () => {
  test.each<[PropertyType, unknown, unknown]>([
    ['string', ' Zoë 😀\n', ' Zoë 😀\n'],
    ['string', 5, '5'],
    ['string', true, 'true'],
    ['int', '42', 42],
    ['int', -7, -7],
    ['int', '-0', 0],
    ['int', ' +8 ', 8],
    ['money', '12,5', 12.5],
    ['money', 12.5, 12.5],
    ['money', '-0.05', -0.05],
    ['money', 3, 3],
    ['date', '2024-02-29', '2024-02-29'],
    ['date', '2024-02-29T23:30:00+02:00', '2024-02-29'],
    ['date', 1_700_000_000_000, '2023-11-14'],
    ['dateTime', '2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z'],
    ['dateTime', '2026-01-02 03:04', '2026-01-02T03:04:00.000Z'],
    ['dateTime', '2026-01-02T03:04:05+0200', '2026-01-02T01:04:05.000Z'],
    ['dateTime', '2026-01-02', '2026-01-02T00:00:00.000Z'],
    ['dateTime', '1700000000000', '2023-11-14T22:13:20.000Z'],
    ['birthdate', '1987-11-23', '1987-11-23'],
    ['birthdate', '2026-11-23', '2026-11-23'],
    ['email', ' Ada@Example.com ', 'Ada@Example.com'],
    ['gender', 'Female', 'F'],
    ['gender', 'm', 'M'],
    ['gender', 'U', 'U'],
    ['mobNr', '+31 (0)6-12.34', '+3106' + '1234'],
    ['mobNr', '0031612345678', '+31612345678'],
    ['mobNr', 31612345678, '31612345678'],
    ['postcode', '1234ab', '1234 AB'],
    ['postcode', ' sw1a  1aa ', 'SW1A 1AA'],
    [
      'set',
      [
        { bit: 3, enabled: true },
        { bit: 1, enabled: 'false' },
      ],
      [3],
    ],
    ['set', { bit: '1', enabled: 'true' }, [1]],
    ['set', [3, '1'], [1, 3]],
    ['set', '3;1', [1, 3]],
  ])('%s %j is kept as %j', (type, given, value) => {
    expect(readValue(property(type), given, now)).toEqual({ value })
  })

  test.each<[PropertyType, unknown]>([
    ['string', 'a\0b'],
    ['string', '\ud800'],
    ['string', 'x'.repeat(4_001)],
    ['string', ['a']],
    ['string', { a: 1 }],
    ['int', '4.5'],
    ['int', 1e21],
    ['int', '9007199254740993'],
    ['int', 'seven'],
    ['int', Number.NaN],
    ['money', '1.234'],
    ['money', '1.000,00'],
    ['money', '€ 5'],
    ['date', '2023-02-29'],
    ['date', '23-11-2026'],
    ['date', '0000-01-01'],
    ['date', '2026-13-01'],
    ['dateTime', '2026-01-02T25:00:00Z'],
    ['dateTime', 'yesterday'],
    ['dateTime', '99999999999999999'],
    ['birthdate', '2026-11-24'],
    ['birthdate', '1849-12-31'],
    ['email', 'nobody'],
    ['gender', 'constructor'],
    ['mobNr', '06-CALL-ME'],
    ['mobNr', '12345'],
    ['postcode', '<b>'],
    ['set', [{ bit: 2, enabled: true }]],
    ['set', [{ enabled: true }]],
    ['set', [{ bit: 1, enabled: 'perhaps' }]],
    ['set', [[[1]]]],
    ['set', 'one'],
  ])('%s refuses %j and says what it wants', (type, given) => {
    expect(readValue(property(type), given, now)).toEqual({ problem: expect.stringContaining(`p_${type} `) })
  })

  test('whatever is sent, a canonical value reads as itself', () => {
    const types: PropertyType[] = [
      'string',
      'int',
      'money',
      'date',
      'dateTime',
      'birthdate',
      'gender',
      'mobNr',
      'postcode',
      'set',
    ]
    const anything = fc.oneof(
      fc.anything(),
      fc.string(),
      fc.integer(),
      fc.date({ noInvalidDate: true }).map((d) => d.toISOString()),
    )
    fc.assert(
      fc.property(fc.constantFrom(...types), anything, (type, given) => {
        const reading = readValue(property(type), given, now)
        if ('value' in reading) expect(readValue(property(type), reading.value, now)).toEqual(reading)
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('e-mail addresses', () => {
  test.each(['a@b.nl', "o'neil+x@mail.example.co.uk", 'jörg@müller.example', `${'a'.repeat(64)}@b.nl`])(
    '%s is one',
    (text) => {
      expect(readEmail(` ${text} `)).toBe(text)
    },
  )

  test.each([
    '',
    'a',
    '@b.nl',
    'a@',
    'a@b',
    'a b@c.nl',
    'a@b..nl',
    'a..b@c.nl',
    '.a@b.nl',
    'a.@b.nl',
    'a@-b.nl',
    'a@b-.nl',
    'a@b.nl\r\nBcc: x@y.nl',
    'a,b@c.nl',
    '"a"@b.nl',
    '<a@b.nl>',
    'a@b@c.nl',
    `${'a'.repeat(65)}@b.nl`,
    `a@${'b'.repeat(64)}.nl`,
    `a@${'b.'.repeat(126)}nl`,
  ])('%j is none', (text) => {
    expect(readEmail(text)).toBeUndefined()
  })
})

const all: DefinedProperty[] = [
  property('email', 'email'),
  property('set', 'permissions'),
  property('string', 'firstName'),
  property('int', 'orders'),
]
const definitions: Definitions = {
  properties: new Map(all.map((p) => [p.name, p])),
  byKey: new Map(all.map((p) => [p.name.toLowerCase(), p])),
  permissionIds: new Map([
    [1, 10],
    [2, 11],
  ]),
}

describe('readContact', () => {
  test('takes the address and permissions by their own names or as properties', () => {
    const expected = {
      email: { value: 'Ada@x.nl', key: 'ada@x.nl' },
      properties: { firstName: 'Ada', orders: null },
      permissions: new Map([[1, true]]),
    }
    const properties = { firstname: 'Ada', orders: '' }
    const own = { email: 'Ada@x.nl', permissions: [{ bit: 1, granted: true }], properties }
    const asProperties = {
      properties: { ...properties, email: 'Ada@x.nl', permissions: [{ bit: 1, enabled: true }] },
    }
    expect(readContact(definitions, own, now)).toEqual(expected)
    expect(readContact(definitions, asProperties, now)).toEqual(expected)
  })

  test.each([
    [{ properties: { shoeSize: 4 } }, 'shoeSize'],
    [{ properties: { orders: 'many' } }, 'orders'],
    [{ properties: { __proto__: 1, constructor: 'x' } }, 'constructor'],
    [{ email: 'nobody' }, 'email'],
    [{ properties: { email: 5 } }, 'email'],
    [{ properties: { permissions: [3] } }, 'permissions'],
    [{ properties: { permissions: { a: 1 } } }, 'permissions'],
  ])('%j is refused for its %s', (input, field) => {
    expect(readContact(definitions, input, now)).toMatchObject({ field, problem: expect.any(String) })
  })
})

describe('decideUpsert', () => {
  const ada = {
    email: { value: 'a@x.nl', key: 'a@x.nl' },
    testGroup: true,
    properties: { firstName: 'Ada', orders: 3 },
    permissions: new Map([[1, true]]),
  }
  const change = { properties: { orders: 4 }, permissions: new Map<number, boolean>() }

  test('what is left out stays, or goes when purging; consent and test group stay either way', () => {
    expect(decideUpsert(ada, change, { mode: 'upsert', purge: false }, definitions)).toEqual({
      outcome: 'updated',
      state: { ...ada, properties: { firstName: 'Ada', orders: 4 } },
    })
    expect(decideUpsert(ada, change, { mode: 'update', purge: true }, definitions)).toEqual({
      outcome: 'updated',
      state: { ...ada, email: null, properties: { orders: 4 } },
    })
  })

  test('the mode decides who may be there', () => {
    expect(decideUpsert(ada, change, { mode: 'create', purge: false }, definitions).outcome).toBe('exists')
    expect(decideUpsert(undefined, change, { mode: 'update', purge: false }, definitions).outcome).toBe(
      'unknown',
    )
    expect(decideUpsert(undefined, change, { mode: 'create', purge: false }, definitions).outcome).toBe(
      'created',
    )
    const same = { properties: { orders: 3 }, permissions: new Map([[1, true]]) }
    expect(decideUpsert(ada, same, { mode: 'upsert', purge: false }, definitions).outcome).toBe('unchanged')
  })
})

describe('import rows', () => {
  test('an id is judged as the schema judges it', () => {
    const ids = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ minLength: 250, maxLength: 260 }),
    )
    fc.assert(
      fc.property(ids, (id) => {
        expect(idProblem(id) === undefined).toBe(ExternalId.safeParse(id).success)
      }),
    )
  })

  test('reads rows as JSON has them and as CSV has them alike', () => {
    const change = {
      email: { value: 'a@x.nl', key: 'a@x.nl' },
      testGroup: true,
      properties: { firstName: 'Ada' },
      permissions: new Map([[1, true]]),
    }
    const json = {
      id: 7,
      email: 'a@x.nl',
      testGroup: true,
      properties: { firstName: 'Ada' },
      permissions: [{ bit: 1, granted: true }],
    }
    const csv = { ID: '7', Email: 'a@x.nl', testGroup: '1', firstName: 'Ada', permissions: '1' }
    for (const record of [json, csv])
      expect(readImportRow(definitions, record, now)).toEqual({ externalId: '7', change })
  })

  test.each([
    [{}, 'no id'],
    [{ id: null }, 'no id'],
    [{ id: '' }, 'Give an id'],
    [{ id: 'a', testGroup: 'maybe' }, 'testGroup'],
    [{ id: 'a', properties: 'x' }, 'no property "properties"|There is no property'],
    [{ id: 'a', shoe: 1 }, 'There is no property "shoe"'],
  ])('%j is refused: %s', (record, message) => {
    expect(readImportRow(definitions, record, now)).toMatchObject({ problem: expect.stringMatching(message) })
  })
})

describe('what is computed under the key of the installation', () => {
  test('HMAC in two halves, for the database, is the HMAC', () => {
    overrideEnv({ APP_SECRET: 'x'.repeat(40), DATABASE_URL: 'postgresql://unused' })
    const sha = (...parts: Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()
    const { inner, outer } = hmacBlocks('erasure')
    expect(sha(outer, sha(inner, Buffer.from('ada'))).toString('base64url')).toBe(hmac('erasure', 'ada'))
  })

  test('an opaque id is the same each time, and no two rows share one', () => {
    const ids = [
      opaqueId('contact', 1, 1n),
      opaqueId('contact', 1, 2n),
      opaqueId('contact', 2, 1n),
      opaqueId('other', 1, 1n),
    ]
    expect(new Set(ids).size).toBe(4)
    expect(opaqueId('contact', 1, 1n)).toBe(ids[0])
  })
})

test.each([
  [{ firstName: 'Ada', lastName: 'Lovelace' }, 'Ada Lovelace'],
  [{ firstName: 'Vincent', infix: 'van', lastName: 'Gogh' }, 'Vincent van Gogh'],
  [{ lastName: '王' }, '王'],
  [{ firstName: 12, city: 'Utrecht' }, ''],
  [{}, ''],
])('a contact with %j is called %j', (properties, name) => {
  expect(nameOf(properties)).toBe(name)
})
