import { beforeAll, describe, expect, test } from 'vitest'
import { POST as referencePost } from '@/app/integrationservice/contact/route'
import { createContact } from '@/lib/contacts/card/commands'
import { createProperty } from '@/lib/contacts/commands/create-property'
import { type PropertyType, propertyTypes } from '@/lib/contacts/schema'
import { newApiClient } from '@/lib/testing/api'
import { testDatabase } from '@/lib/testing/database'
import { PUT } from './[contactId]/route'
import { POST as bulkPost } from './route'

// A value is the same wherever it comes in: each door is given the same, and keeps or refuses the same.

testDatabase()

let client: Awaited<ReturnType<typeof newApiClient>>
beforeAll(async () => {
  client = await newApiClient()
  const entries = [
    { bit: 1, description: 'Cats', rank: 1 },
    { bit: 3, description: 'Dogs', rank: 2 },
  ]
  for (const type of propertyTypes)
    await createProperty(client.ctx, {
      ...{ name: `p_${type}`, label: type, type },
      entries: type === 'set' ? entries : [],
    })
})

type Door = (externalId: string, properties: Record<string, unknown>) => Promise<boolean>

/** Each answers whether it took the contact. */
const doors: Record<string, Door> = {
  'PUT of v1': async (contactId, properties) => {
    const sent = { params: { contactId }, body: { properties } }
    return (await client.send(PUT, '/api/v1/contacts/x', sent, 'PUT')).status === 201
  },
  'POST of the reference API': async (externalId, properties) => {
    const body = { contact: { externalId, properties } }
    return (await client.send(referencePost, '/integrationservice/contact', { body }, 'POST')).status === 204
  },
  'bulk import': async (id, properties) => {
    const sent = {
      body: `${JSON.stringify({ id, ...properties })}\n`,
      headers: { 'content-type': 'application/x-ndjson' },
    }
    const answer = await client.send(bulkPost, '/api/v1/contacts', sent, 'POST')
    return (await answer.json()).created === 1
  },
  'the screen': (externalId, properties) =>
    createContact(client.ctx, { externalId, email: '', testGroup: false, properties }).then(
      () => true,
      (error) => {
        expect(error).toMatchObject({ code: 'invalid_property', field: Object.keys(properties)[0] })
        return false
      },
    ),
}

const kept: Record<PropertyType, [given: unknown, kept: unknown][]> = {
  string: [
    [' Zoë 😀', ' Zoë 😀'],
    [5, '5'],
    ["'; drop table contact; --", "'; drop table contact; --"],
  ],
  int: [
    ['42', 42],
    [-7, -7],
  ],
  money: [
    ['12,5', 12.5],
    [3, 3],
  ],
  date: [['2024-02-29', '2024-02-29']],
  dateTime: [['2026-01-02T03:04:05+02:00', '2026-01-02T01:04:05.000Z']],
  birthdate: [['1987-11-23', '1987-11-23']],
  email: [[' Ada@Example.com ', 'Ada@Example.com']],
  gender: [['female', 'F']],
  mobNr: [['0031 6 12345678', '+31612345678']],
  postcode: [['1234ab', '1234 AB']],
  set: [
    [
      [3, 1],
      [1, 3],
    ],
    [
      [
        { bit: 3, enabled: true },
        { bit: 1, enabled: false },
      ],
      [3],
    ],
  ],
}

const refused: Record<PropertyType, unknown[]> = {
  string: ['a\u0007b', 'x'.repeat(4_001), { a: 1 }],
  int: ['4.5', 'seven'],
  money: ['1.234', '€ 5'],
  date: ['2023-02-29', '23-11-2026'],
  dateTime: ['yesterday'],
  birthdate: ['2999-01-01'],
  email: ['nobody'],
  gender: ['constructor'],
  mobNr: ['06-CALL-ME'],
  postcode: ['<b>'],
  set: [[2], 'cats'],
}

const stored = (externalId: string) =>
  client.ctx.db.contact.findFirst({ where: { accountId: client.ctx.actor.accountId, externalId } })

describe.each(Object.entries(doors))('%s', (door, take) => {
  test.each(propertyTypes.flatMap((type) => kept[type].map((pair, at) => [type, at, ...pair] as const)))(
    'keeps %s, case %d: %j as %j',
    async (type, at, given, value) => {
      const id = `${door} ${type} ${at}`
      expect(await take(id, { [`p_${type}`]: given })).toBe(true)
      expect((await stored(id))?.properties).toEqual({ [`p_${type}`]: value })
    },
  )

  test.each(propertyTypes.flatMap((type) => refused[type].map((given, at) => [type, at, given] as const)))(
    'refuses %s, case %d',
    async (type, at, given) => {
      const id = `${door} no ${type} ${at}`
      expect(await take(id, { [`p_${type}`]: given })).toBe(false)
      expect(await stored(id)).toBeNull()
    },
  )

  test('clears by nothing, and refuses what is not defined', async () => {
    const empty = `${door} empty`
    expect(await take(empty, { p_int: '', p_set: null })).toBe(true)
    expect((await stored(empty))?.properties).toEqual({})
    expect(await take(`${door} unknown`, { shoe: 1 })).toBe(false)
  })
})
