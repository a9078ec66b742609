import { gzipSync } from 'node:zlib'
import { expect, test } from '@playwright/test'
import {
  bases,
  expectError,
  expectNothing,
  jsonOf,
  newClient,
  type ReferenceClient,
} from './reference-client'

// What holds of every method: how a path, a body and an answer are written.

let client: ReferenceClient
test.beforeEach(async () => {
  client = await newClient()
})

/** Who is in an audience, as the database has it. */
async function membersOf(audience: string): Promise<string[]> {
  const rows = await client.account.db.$queryRaw<{ id: string }[]>`
    select c.external_id as id from audience a
    join member m on m.account_id = a.account_id and m.audience_id = a.id
    join contact c on c.account_id = m.account_id and c.id = m.contact_id
    where a.account_id = ${client.accountId} and a.external_id = ${audience}
    order by c.external_id collate "C"`
  return rows.map(({ id }) => id)
}

async function newAudience(externalId: string, ...members: string[]): Promise<void> {
  jsonOf(await client.send('POST', '/audience', { json: { externalId, name: `The audience ${externalId}` } }))
  for (const id of members)
    expectNothing(
      await client.send('POST', '/contact', { json: { contact: { externalId: id }, update: true } }),
    )
  if (members.length > 0)
    expectNothing(await client.send('POST', pathOf(externalId), { json: { contacts: members } }))
}

const pathOf = (audience: string) => `/audience/${encodeURIComponent(audience)}/contact`

for (const base of bases) {
  test(`${base}: every method with a trailing slash, in place`, async () => {
    const to = (path: string) => `${base}${path}/`
    const audience = { externalId: 'a', name: 'A' }
    const contact = { externalId: 'c', properties: { email: 'c@x.nl' } }
    expect(jsonOf(await client.send('POST', to('/audience'), { json: audience }))).toMatchObject(audience)
    expectNothing(await client.send('POST', to('/contact'), { json: { contact } }))
    expect(
      (await client.send('POST', to('/contact/list'), { json: { contacts: [{ externalId: 'd' }] } })).text,
    ).toContain('"code":"OK"')
    expectNothing(await client.send('PUT', to('/contact/c'), { json: { contact: { testGroup: true } } }))
    expectNothing(await client.send('POST', to('/audience/a/contact'), { json: { contacts: ['c', 'd'] } }))
    expectNothing(await client.send('DELETE', to('/audience/a/contact'), { json: { contacts: ['d'] } }))
    expect(await membersOf('a')).toEqual(['c'])
    expect(jsonOf(await client.send('GET', to('/audience/a')))).toMatchObject(audience)
    expect(jsonOf(await client.send('GET', to('/contact/c')))).toMatchObject({ testGroup: true })
    expect((await client.send('GET', to('/contact/properties/list'))).type).toBe('application/json')
    for (const [path, query] of [
      ['/contact/search', 'MPSearchQuery=email:c@x.nl'],
      ['/contact/updates/list', 'fromDate=2000-01-01&toDate=2100-01-01'],
      ['/contact/bounces/list', 'fromDate=2000-01-01&toDate=2100-01-01'],
    ])
      expect(jsonOf(await client.send('GET', `${base}${path}/?${query}`))).toHaveProperty('paging')
    const renamed = { externalId: 'a', name: 'B' }
    expect(jsonOf(await client.send('PUT', to('/audience/a'), { json: renamed }))).toMatchObject(renamed)
    expectNothing(await client.send('DELETE', to('/audience/a/contact')))
    expect(await membersOf('a')).toEqual([])
    expectNothing(await client.send('PUT', to('/contact/anonymize/c')))
    expectNothing(await client.send('DELETE', to('/audience/a')))
    expect(await client.account.db.audience.count({ where: { accountId: client.accountId } })).toBe(0)
  })
}

test('ids in a path are decoded once, on every method', async () => {
  for (const id of ['a/b', 'a%2Fb', '100%', '%41', '?a=b&c#d', 'a b+c', '顾客/😀', `"'<>`, 'x/../y', '...']) {
    const path = `/audience/${encodeURIComponent(id)}`
    const contact = `/contact/${encodeURIComponent(id)}`
    await newAudience(id, id, 'other')
    expect(jsonOf(await client.send('GET', path))).toMatchObject({ externalId: id })
    const update = { externalId: id, name: `Now ${id}` }
    expect(jsonOf(await client.send('PUT', path, { json: update }))).toMatchObject(update)
    expect(await membersOf(id)).toEqual([id, 'other'].sort())
    expectNothing(await client.send('DELETE', `${path}/contact`, { json: { contacts: [id] } }))
    expect(await membersOf(id)).toEqual(['other'])
    expectNothing(await client.send('PUT', contact, { json: { contact: { properties: { city: 'Delft' } } } }))
    expect(jsonOf(await client.send('GET', contact))).toMatchObject({
      externalId: id,
      properties: { city: 'Delft' },
    })
    expectNothing(await client.send('DELETE', path))
    expectNothing(await client.send('PUT', contact.replace('/contact/', '/contact/anonymize/')))
    expectError(await client.send('GET', contact), 404, 'CONTACT_NOT_FOUND')
  }
})

test('a body without Content-Type is JSON, on every method that reads one', async () => {
  await newAudience('a', 'c', 'd')
  const bytes = (value: unknown) => ({ raw: Buffer.from(JSON.stringify(value)) })
  expect(jsonOf(await client.send('POST', '/audience', bytes({ externalId: 'b', name: 'B' })))).toMatchObject(
    { name: 'B' },
  )
  expect(
    jsonOf(await client.send('PUT', '/audience/b', bytes({ externalId: 'b', name: 'C' }))),
  ).toMatchObject({ name: 'C' })
  expectNothing(await client.send('POST', '/audience/b/contact', bytes({ contacts: ['c', 'd'] })))
  expect(await membersOf('b')).toEqual(['c', 'd'])
  expectNothing(await client.send('DELETE', '/audience/b/contact', bytes({ contacts: ['d'] })))
  expect(await membersOf('b')).toEqual(['c'])
  expectNothing(await client.send('POST', '/contact', bytes({ contact: { externalId: 'e' } })))
  expectNothing(await client.send('PUT', '/contact/e', bytes({ contact: { testGroup: true } })))
  expect(
    (await client.send('POST', '/contact/list', bytes({ contacts: [{ externalId: 'f' }] }))).text,
  ).toContain('"OK"')
  const where = { accountId: client.accountId }
  const contacts = await client.account.db.contact.findMany({ where, orderBy: { externalId: 'asc' } })
  expect(contacts.map(({ externalId, testGroup }) => [externalId, testGroup])).toEqual([
    ['c', false],
    ['d', false],
    ['e', true],
    ['f', false],
  ])
})

test('a packed body is read as what it holds', async () => {
  await newAudience('a', 'c', 'd')
  const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
  expectNothing(
    await client.send('DELETE', '/audience/a/contact', { raw: gzipSync('{"contacts":["c"]}'), headers }),
  )
  expect(await membersOf('a')).toEqual(['d'])
  const xml = { ...headers, 'content-type': 'application/xml' }
  const raw = gzipSync('<request><contacts>d</contacts></request>')
  expectNothing(await client.send('DELETE', '/audience/a/contact', { raw, headers: xml }))
  expect(await membersOf('a')).toEqual([])
})

test('a removal whose body is of another kind, or is empty in XML, removes nobody', async () => {
  await newAudience('a', 'c', 'd')
  for (const [type, body] of [
    ['application/x-www-form-urlencoded', 'contacts=c'],
    ['multipart/form-data; boundary=x', '--x--'],
    ['application/octet-stream', '{"contacts":["c"]}'],
    ['application/json; charset=utf-16', '{"contacts":["c"]}'],
  ] as const) {
    const answer = await client.send('DELETE', '/audience/a/contact', {
      raw: Buffer.from(body),
      headers: { 'content-type': type },
    })
    // A form is part of what is signed (RFC 5849, 3.4.1.3.1): a client that signs no more than its header is refused.
    if (type.includes('urlencoded')) expectError(answer, 401, 'NOT_AUTHORIZED')
    else expectError(answer, 415, 'INVALID_PARAMS')
  }
  for (const [type, body] of [
    ['application/xml', '{"contacts":["c"]}'],
    ['application/json', '<request><contacts>c</contacts></request>'],
    ['text/xml', ' '],
  ] as const) {
    const sent = { raw: Buffer.from(body), headers: { 'content-type': type } }
    expectError(await client.send('DELETE', '/audience/a/contact', sent), 400, 'INVALID_PARAMS')
  }
  expect(await membersOf('a')).toEqual(['c', 'd'])
  // No body at all is no body of XML either.
  const headers = { 'content-type': 'application/xml', accept: 'application/xml' }
  expectNothing(await client.send('DELETE', '/audience/a/contact', { headers }))
  expect(await membersOf('a')).toEqual([])
})

test('every error has both fields, in XML too', async () => {
  const headers = { accept: 'application/xml' }
  for (const [method, path, status, json] of [
    ['GET', '/audience/none', 404],
    ['GET', '/contact/none', 404],
    ['GET', '/nothing', 404],
    ['PATCH', '/audience', 405],
    ['POST', '/audience', 417, {}],
    ['POST', '/contact', 400, {}],
    [
      'POST',
      '/contact/list',
      400,
      { contacts: Array.from({ length: 101 }, (_, i) => ({ externalId: `${i}` })) },
    ],
    ['POST', '/audience/none/contact', 413, { contacts: Array.from({ length: 2_501 }, String) }],
    ['GET', '/contact/search', 400],
    ['GET', '/contact/updates/list?fromDate=x&toDate=y', 400],
  ] as const) {
    const answer = await client.send(method, path, { headers, ...(json && { json }) })
    expect([path, answer.status, answer.type]).toEqual([path, status, 'application/xml'])
    expect(answer.text).toMatch(/<error><errorType>[A-Z_]+<\/errorType><message>[^<]+<\/message><\/error>$/)
  }
})

test('read-only fields of a contact are ignored, whatever they hold', async () => {
  const readOnly = {
    created: 'never',
    lastChanged: -1,
    encryptedId: 7,
    temporary: 'x',
    channels: 'none',
    other: {},
  }
  expectNothing(
    await client.send('POST', '/contact', { json: { contact: { externalId: 'c', ...readOnly } } }),
  )
  const [row] = await client.account.db.contact.findMany({ where: { accountId: client.accountId } })
  const shown = jsonOf(await client.send('GET', '/contact/c'))
  expect(shown).toMatchObject({ created: row?.createdAt.getTime(), temporary: false, externalId: 'c' })
  expect(shown).not.toHaveProperty('other')
  expectNothing(
    await client.send('PUT', '/contact/c', { json: { contact: { ...shown, ...readOnly, created: 1 } } }),
  )
  expect(jsonOf(await client.send('GET', '/contact/c'))).toEqual(shown)
})

test('two contacts with one new id in a list: the second finds what the first left', async () => {
  const both = [
    { externalId: 'c', properties: { city: 'Delft', firstName: 'Ada' } },
    { externalId: 'c', properties: { city: 'Gouda' } },
  ]
  const codes = async (update: boolean, contacts: unknown) =>
    (
      JSON.parse((await client.send('POST', '/contact/list', { json: { contacts, update } })).text) as {
        code: string
      }[]
    ).map(({ code }) => code)
  expect(await codes(false, both)).toEqual(['OK', 'CONTACT_ALREADY_EXISTS'])
  const find = (externalId: string) =>
    client.account.db.contact.findMany({ where: { accountId: client.accountId, externalId } })
  expect(await find('c')).toMatchObject([{ properties: { city: 'Delft', firstName: 'Ada' } }])
  expect(
    await codes(
      true,
      both.map((contact) => ({ ...contact, externalId: 'd' })),
    ),
  ).toEqual(['OK', 'OK'])
  expect(await find('d')).toMatchObject([{ properties: { city: 'Gouda', firstName: 'Ada' } }])
})

test('product Mail: 403 on every method of audiences, and contacts as ever', async () => {
  await newAudience('a', 'c')
  await client.account.db.account.update({ where: { id: client.accountId }, data: { product: 'mail' } })
  const json = { externalId: 'a', name: 'B' }
  for (const [method, path, body] of [
    ['POST', '/audience', { externalId: 'b', name: 'C' }],
    ['GET', '/audience/a'],
    ['PUT', '/audience/a', json],
    ['DELETE', '/audience/a'],
    ['POST', '/audience/a/contact', { contacts: ['c'] }],
    ['DELETE', '/audience/a/contact', { contacts: ['c'] }],
    ['DELETE', '/audience/a/contact'],
    ['GET', '/audience/none'],
  ] as const)
    expectError(await client.send(method, path, body && { json: body }), 403, 'NOT_AUTHORIZED')
  expect(await membersOf('a')).toEqual(['c'])
  expect(jsonOf(await client.send('GET', '/contact/c'))).toMatchObject({ externalId: 'c' })
})
