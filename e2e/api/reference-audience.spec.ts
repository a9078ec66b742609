import { expect, test } from '@playwright/test'
import { systemActor } from '@/lib/access/actor'
import { createRuleList } from '@/lib/dynamic-lists/commands/rule-lists'
import {
  bases,
  expectError,
  expectNothing,
  jsonOf,
  newClient,
  type ReferenceClient,
} from './reference-client'

const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

let client: ReferenceClient
test.beforeEach(async () => {
  client = await newClient()
})

const create = (externalId: string, name = externalId, by = client) =>
  by.send('POST', '/audience', { json: { externalId, name } })

async function createContacts(...externalIds: string[]): Promise<void> {
  await client.account.db.contact.createMany({
    data: externalIds.map((externalId) => ({ accountId: client.accountId, externalId })),
  })
}

/** What the database says of an audience: its count, its members' ids, its dates. */
async function stored(externalId: string, by = client) {
  const { db } = by.account
  const where = { accountId: by.accountId }
  const audience = await db.audience.findFirst({ where: { ...where, externalId }, include: { list: true } })
  if (!audience) return undefined
  const members = await db.member.findMany({ where: { ...where, audienceId: audience.id } })
  const contacts = await db.contact.findMany({
    where: { ...where, id: { in: members.map(({ contactId }) => contactId) } },
    orderBy: { externalId: 'asc' },
  })
  expect(Number(audience.memberCount)).toBe(members.length)
  return { ...audience, ...audience.list, members: contacts.map((contact) => contact.externalId) }
}

const countAudiences = () => client.account.db.audience.count({ where: { accountId: client.accountId } })
const setProduct = (product: string) =>
  client.account.db.account.update({ where: { id: client.accountId }, data: { product } })

for (const base of bases) {
  test(`${base}: create, get, update and delete`, async () => {
    const input = { externalId: 'top', name: 'Top 100', description: 'By turnover' }
    const created = jsonOf(await client.send('POST', `${base}/audience`, { json: input }))
    expect(created).toEqual({
      ...input,
      createDate: expect.stringMatching(iso),
      changeDate: expect.stringMatching(iso),
      lastContactAddedAt: null,
      lastContactRemovedAt: null,
      lastSyncDate: null,
    })
    expect(await stored('top')).toMatchObject({ name: 'Top 100', description: 'By turnover', members: [] })
    expect(jsonOf(await client.send('GET', `${base}/audience/top`))).toEqual(created)
    const update = { ...created, name: 'Top 50', description: undefined, createDate: 'ignored' }
    const updated = jsonOf(await client.send('PUT', `${base}/audience/top`, { json: update }))
    expect(updated).toMatchObject({
      externalId: 'top',
      name: 'Top 50',
      description: null,
      createDate: created['createDate'],
    })
    expect(await stored('top')).toMatchObject({ name: 'Top 50', description: null })
    expectNothing(await client.send('DELETE', `${base}/audience/top`))
    expect(await stored('top')).toBeUndefined()
  })
}

test('a trailing slash is tolerated in place', async () => {
  const json = { externalId: 'a', name: 'A' }
  for (const base of bases) {
    expect(jsonOf(await client.send('POST', `${base}/audience/`, { json }))).toMatchObject(json)
    expect(jsonOf(await client.send('GET', `${base}/audience/a/`))).toMatchObject(json)
    expectNothing(await client.send('DELETE', `${base}/audience/a/`))
  }
})

test.describe('POST /audience', () => {
  const refused: [string, unknown, string][] = [
    ['an empty name', { externalId: 'a', name: '' }, 'INVALID_PARAMS'],
    ['a name of spaces', { externalId: 'a', name: '  ' }, 'INVALID_PARAMS'],
    ['no name', { externalId: 'a' }, 'INVALID_PARAMS'],
    ['a name of 256 characters', { externalId: 'a', name: 'x'.repeat(256) }, 'INVALID_PARAMS'],
    ['an empty id', { externalId: '', name: 'A' }, 'INVALID_PARAMS'],
    ['no id', { name: 'A' }, 'INVALID_PARAMS'],
    ['an id of 256 characters', { externalId: 'x'.repeat(256), name: 'A' }, 'INVALID_PARAMS'],
    ['a control character', { externalId: 'a\u0000b', name: 'A' }, 'INVALID_PARAMS'],
    ['no fields at all', {}, 'INVALID_PARAMS'],
    ['a name that is taken', { externalId: 'a', name: ' TAKEN ' }, 'NAME_ALREADY_IN_USE'],
    ['an id that is taken', { externalId: 'taken', name: 'A' }, 'ID_NOTUNIQUE'],
  ]
  for (const [what, json, errorType] of refused) {
    test(`417: ${what}`, async () => {
      await create('taken', 'Taken')
      expectError(await client.send('POST', '/audience', { json }), 417, errorType)
      expect(await countAudiences()).toBe(1)
    })
  }

  test('417: as many audiences as the account may have', async () => {
    await client.account.db.account.update({ where: { id: client.accountId }, data: { audienceMax: 1 } })
    jsonOf(await create('a'))
    expectError(await create('b'), 417, 'INVALID_STATE')
    expect(await countAudiences()).toBe(1)
  })

  test('403: the product has no audiences', async () => {
    await setProduct('mail')
    expectError(await create('a'), 403, 'NOT_AUTHORIZED')
    expect(await countAudiences()).toBe(0)
  })

  const unreadable = ['', '{', 'null', '[]', '"a"', '5', '{"externalId":"a","name":"A"', '\ufeff']
  for (const raw of unreadable) {
    test(`400: the body ${JSON.stringify(raw)}`, async () => {
      expectError(await client.send('POST', '/audience', { raw }), 400, 'INVALID_PARAMS')
      expect(await countAudiences()).toBe(0)
    })
  }

  test('names and ids of 255 characters in any script', async () => {
    for (const text of [
      'x'.repeat(255),
      '顾'.repeat(255),
      '😀'.repeat(255),
      'مرحبا '.repeat(42),
      `a/b%20"c' d?#`,
    ]) {
      const name = text.trim()
      expect(jsonOf(await create(name))).toMatchObject({ externalId: name, name })
      const path = `/audience/${encodeURIComponent(name)}`
      expect(jsonOf(await client.send('GET', path))).toMatchObject({ externalId: name, name })
      expectNothing(await client.send('DELETE', path))
    }
  })

  test('read-only fields are ignored, whatever they hold', async () => {
    const json = { externalId: 'a', name: 'A', createDate: 'never', lastSyncDate: 5, members: 9, other: {} }
    expect(jsonOf(await client.send('POST', '/audience', { json }))).toMatchObject({ lastSyncDate: null })
  })

  test('many at once with one id make one audience', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => create('a')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 417, 417, 417, 417, 417])
    expect(await countAudiences()).toBe(1)
  })
})

test.describe('GET, PUT and DELETE /audience/{externalId}', () => {
  const put = (id: string, json: unknown) => client.send('PUT', `/audience/${id}`, { json })

  test('404: there is none, or it is of another account', async () => {
    const other = await newClient()
    await create('theirs', 'Theirs', other)
    for (const id of ['none', 'theirs', 'x'.repeat(300), '%00']) {
      const path = `/audience/${id}`
      expectError(await client.send('GET', path), 404, 'RESOURCE_NOT_FOUND')
      expectError(await client.send('DELETE', path), 404, 'RESOURCE_NOT_FOUND')
    }
    expectError(await put('theirs', { externalId: 'theirs', name: 'Mine' }), 404, 'RESOURCE_NOT_FOUND')
    expect(await stored('theirs', other)).toMatchObject({ name: 'Theirs' })
  })

  test('403: the product has no audiences', async () => {
    await create('a')
    await setProduct('mail')
    expectError(await client.send('GET', '/audience/a'), 403, 'NOT_AUTHORIZED')
    expectError(await put('a', { externalId: 'a', name: 'B' }), 403, 'NOT_AUTHORIZED')
    expectError(await client.send('DELETE', '/audience/a'), 403, 'NOT_AUTHORIZED')
    expect(await stored('a')).toMatchObject({ name: 'a' })
  })

  test('PUT 400: the ids differ', async () => {
    await create('a')
    expectError(await put('a', { externalId: 'b', name: 'B' }), 400, 'INVALID_PARAMS')
    expectError(await put('a', { externalId: '', name: 'B' }), 400, 'INVALID_PARAMS')
    expect(await stored('a')).toMatchObject({ name: 'a' })
  })

  for (const [what, name, errorType] of [
    ['empty', '', 'INVALID_PARAMS'],
    ['too long', 'x'.repeat(256), 'INVALID_PARAMS'],
    ['taken', 'Taken', 'NAME_ALREADY_IN_USE'],
  ]) {
    test(`PUT 417: the name is ${what}`, async () => {
      await create('taken', 'taken')
      await create('a')
      expectError(await put('a', { externalId: 'a', name }), 417, errorType ?? '')
      expect(await stored('a')).toMatchObject({ name: 'a' })
    })
  }

  test('PUT with its own name in other letters', async () => {
    await create('a', 'Name')
    expect(jsonOf(await put('a', { externalId: 'a', name: 'NAME' }))).toMatchObject({ name: 'NAME' })
  })

  test('DELETE 417: it is in use, and the message names every use', async () => {
    await create('a')
    const audience = await stored('a')
    const hold = (kind: string, holderName: string) =>
      client.account.db.listHold.create({
        data: {
          accountId: client.accountId,
          listId: audience?.id ?? 0,
          kind,
          holderId: 1,
          holderName,
          reason: 'Delete it first',
        },
      })
    await hold('mailing', 'Spring sale')
    await hold('automation', 'Welcome')
    const { message } = expectError(await client.send('DELETE', '/audience/a'), 417, 'INVALID_STATE')
    expect(message).toContain('Spring sale')
    expect(message).toContain('Welcome')
    expect(await stored('a')).toBeDefined()
  })

  test('DELETE 417: rules name it', async () => {
    await create('a')
    const list = { kind: 'audience' as const, id: (await stored('a'))?.id ?? 0 }
    const rules = {
      selections: [{ refinements: [{ on: 'list' as const, list, member: false }] }],
      exclusions: [],
    }
    const ctx = { db: client.account.db, now: () => new Date(), actor: systemActor(client.accountId) }
    await createRuleList(ctx, { name: 'All but these', folderId: null, rules })
    const { message } = expectError(await client.send('DELETE', '/audience/a'), 417, 'INVALID_STATE')
    expect(message).toContain('All but these')
    expect(await stored('a')).toBeDefined()
  })

  test('403 without the scope', async () => {
    const reader = await newClient({ account: client.account, scopes: ['audiences:read'] })
    await create('a')
    expect(jsonOf(await reader.send('GET', '/audience/a'))).toMatchObject({ externalId: 'a' })
    expectError(await reader.send('DELETE', '/audience/a'), 403, 'NOT_AUTHORIZED')
    expectError(await create('b', 'b', reader), 403, 'NOT_AUTHORIZED')
    expectError(await reader.send('DELETE', '/audience/a/contact'), 403, 'NOT_AUTHORIZED')
  })
})

const add = (contacts: unknown, id = 'a') =>
  client.send('POST', `/audience/${id}/contact`, { json: { contacts } })
const remove = (contacts: unknown, id = 'a') =>
  client.send('DELETE', `/audience/${id}/contact`, { json: { contacts } })

test.describe('POST /audience/{externalId}/contact', () => {
  test.beforeEach(async () => {
    await create('a')
    await createContacts('1', '2', '3', 'x/ y%é')
  })

  test('adds; duplicates count once, and who is in stays in', async () => {
    expectNothing(await add(['1', '2', '1', 'x/ y%é']))
    const before = await stored('a')
    expect(before).toMatchObject({ members: ['1', '2', 'x/ y%é'], lastContactAddedAt: expect.any(Date) })
    expectNothing(await add(['1']))
    expect(await stored('a')).toMatchObject({
      members: before?.members,
      lastContactAddedAt: before?.lastContactAddedAt,
    })
    const shown = jsonOf(await client.send('GET', '/audience/a'))
    expect(shown['lastContactAddedAt']).toBe(before?.lastContactAddedAt?.toISOString())
    expect(shown['lastSyncDate']).toMatch(iso)
  })

  test('404: unknown contacts are named, and nobody is added', async () => {
    const body = expectError(await add(['1', 'nobody', '2', 'x'.repeat(256)]), 404, 'CONTACT_NOT_FOUND')
    expect(new Set(body['externalContactIds'] as string[])).toEqual(new Set(['nobody', 'x'.repeat(256)]))
    expect(await stored('a')).toMatchObject({ members: [] })
  })

  test('404: the audience', async () => {
    expectError(await add(['1'], 'none'), 404, 'RESOURCE_NOT_FOUND')
  })

  test('403: the product has no audiences', async () => {
    await setProduct('mail')
    expectError(await add(['1']), 403, 'NOT_AUTHORIZED')
  })

  test('413: more than 2,500 ids, before anything is looked at; 2,500 are welcome', async () => {
    const ids = Array.from({ length: 2_500 }, (_, i) => `m${i}`)
    expectError(await add([...ids, '1']), 413, 'INVALID_PARAMS')
    expectError(await add([...ids, '1'], 'none'), 413, 'INVALID_PARAMS')
    expect(await client.account.db.sync.count({ where: { accountId: client.accountId } })).toBe(0)
    await createContacts(...ids)
    expectNothing(await add(ids))
    expect((await stored('a'))?.members).toHaveLength(2_500)
  })

  test('413: a body of many megabytes', async () => {
    const answer = await client.send('POST', '/audience/a/contact', { raw: ' '.repeat(9 * 1024 * 1024) })
    expectError(answer, 413, 'INVALID_PARAMS')
  })

  for (const raw of [
    '',
    '{}',
    'null',
    '{"contacts":null}',
    '{"contacts":"1"}',
    '{"contacts":[null]}',
    '{"contacts":["1"',
  ]) {
    test(`400: the body ${JSON.stringify(raw)}`, async () => {
      expectError(await client.send('POST', '/audience/a/contact', { raw }), 400, 'INVALID_PARAMS')
      expect(await stored('a')).toMatchObject({ members: [] })
    })
  }
})

test.describe('DELETE /audience/{externalId}/contact', () => {
  test.beforeEach(async () => {
    await create('a')
    await createContacts('1', '2', '3')
    expectNothing(await add(['1', '2']))
  })

  test('removes who is named and ignores everybody else', async () => {
    expectNothing(await remove(['1', '1', '3', 'nobody', 'x'.repeat(300)]))
    expect(await stored('a')).toMatchObject({ members: ['2'], lastContactRemovedAt: expect.any(Date) })
    expectNothing(await remove(['1']))
    expect(await stored('a')).toMatchObject({ members: ['2'] })
  })

  test('empties when there is no body at all, with or without a content type', async () => {
    expectNothing(await client.send('DELETE', '/audience/a/contact'))
    expect(await stored('a')).toMatchObject({ members: [], lastContactRemovedAt: expect.any(Date) })
    await add(['1'])
    const headers = { 'content-type': 'application/json' }
    expectNothing(await client.send('DELETE', '/audience/a/contact/', { headers }))
    expect(await stored('a')).toMatchObject({ members: [] })
  })

  test('empties when a body in chunks has no byte', async () => {
    const raw = new ReadableStream({ start: (controller) => controller.close() })
    expectNothing(await client.send('DELETE', '/audience/a/contact', { raw }))
    expect(await stored('a')).toMatchObject({ members: [] })
  })

  const nothing = [
    '{}',
    'null',
    '""',
    '[]',
    '{"contacts":[]}',
    '{"contacts":null}',
    '{"contacts":{}}',
    ' ',
    '\n',
    '{',
    '{"contacts":["1"',
    'contacts=1',
    '\u0000',
    '{"contact":["1"]}',
  ]
  for (const raw of nothing) {
    test(`400, and everybody stays: the body ${JSON.stringify(raw)}`, async () => {
      for (const type of ['application/json', 'text/json', '']) {
        const headers: Record<string, string> = type ? { 'content-type': type } : {}
        const answer = await client.send('DELETE', '/audience/a/contact', { raw: Buffer.from(raw), headers })
        expect([400, 415]).toContain(answer.status)
        expect(JSON.parse(answer.text)).toMatchObject({
          errorType: 'INVALID_PARAMS',
          message: expect.any(String),
        })
      }
      expect(await stored('a')).toMatchObject({ members: ['1', '2'] })
    })
  }

  for (const xml of [
    '<contacts/>',
    '<request/>',
    '<request><contacts/></request>',
    '<a',
    'null',
    '<!DOCTYPE a><contacts/>',
  ]) {
    test(`400, and everybody stays: the XML ${xml}`, async () => {
      expectError(await client.send('DELETE', '/audience/a/contact', { xml }), 400, 'INVALID_PARAMS')
      expect(await stored('a')).toMatchObject({ members: ['1', '2'] })
    })
  }

  test('400, and everybody stays: a packed body of nothing', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
    const empty = Buffer.from('H4sIAAAAAAAAAwMAAAAAAAAAAAA=', 'base64')
    const answer = await client.send('DELETE', '/audience/a/contact', { raw: empty, headers })
    expectError(answer, 400, 'INVALID_PARAMS')
    expect(await stored('a')).toMatchObject({ members: ['1', '2'] })
  })

  test('404: the audience; 413: more than 2,500; 403: the product', async () => {
    expectError(await remove(['1'], 'none'), 404, 'RESOURCE_NOT_FOUND')
    expectError(await client.send('DELETE', '/audience/none/contact'), 404, 'RESOURCE_NOT_FOUND')
    expectError(await remove(Array.from({ length: 2_501 }, (_, i) => `${i}`)), 413, 'INVALID_PARAMS')
    await setProduct('mail')
    expectError(await remove(['1']), 403, 'NOT_AUTHORIZED')
    expectError(await client.send('DELETE', '/audience/a/contact'), 403, 'NOT_AUTHORIZED')
    expect(await stored('a')).toMatchObject({ members: ['1', '2'] })
  })
})

test.describe('XML', () => {
  const xml = { accept: 'application/xml' }

  test('in and out, and only what was asked for', async () => {
    const sent =
      '<?xml version="1.0"?><audience><externalId>a&amp;b</externalId><name>A &lt;é&gt; &#128512;</name></audience>'
    const created = await client.send('POST', '/audience', { xml: sent, headers: xml })
    expect([created.status, created.type]).toEqual([200, 'application/xml'])
    expect(created.text).toContain(
      '<audience><externalId>a&amp;b</externalId><name>A &lt;é&gt; 😀</name><createDate>',
    )
    expect(await stored('a&b')).toMatchObject({ name: 'A <é> 😀', description: null })
    expect(jsonOf(await client.send('GET', '/audience/a%26b'))).toMatchObject({ name: 'A <é> 😀' })
    const text = await client.send('GET', '/audience/a%26b', { headers: { accept: 'text/xml' } })
    expect([text.type, text.text.slice(0, 5)]).toEqual(['application/xml', '<?xml'])
  })

  test('members in each of the usual ways', async () => {
    await create('a')
    await createContacts('1', '2')
    const ways = [
      '<request><contacts>1</contacts><contacts>2</contacts></request>',
      '<contacts><contact>1</contact><contact>2</contact></contacts>',
      '<request><contacts><externalId>1</externalId><externalId>2</externalId></contacts></request>',
    ]
    for (const way of ways) {
      expectNothing(await client.send('POST', '/audience/a/contact', { xml: way }))
      expect(await stored('a')).toMatchObject({ members: ['1', '2'] })
      expectNothing(await client.send('DELETE', '/audience/a/contact', { xml: way }))
      expect(await stored('a')).toMatchObject({ members: [] })
    }
  })

  test('errors too, with the unknown ids', async () => {
    await create('a')
    const sent = '<request><contacts>n1</contacts><contacts>n2</contacts></request>'
    const answer = await client.send('POST', '/audience/a/contact', { xml: sent, headers: xml })
    expect([answer.status, answer.type]).toEqual([404, 'application/xml'])
    expect(answer.text).toMatch(
      /<error><errorType>CONTACT_NOT_FOUND<\/errorType><message>.+<\/message><externalContactIds>n1<\/externalContactIds><externalContactIds>n2<\/externalContactIds><\/error>$/,
    )
    const missing = await client.send('GET', '/nothing/here', { headers: xml })
    expect(missing.text).toContain('<errorType>RESOURCE_NOT_FOUND</errorType>')
  })

  test('no DOCTYPE, no entities', async () => {
    const bomb =
      '<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY f SYSTEM "file:///etc/passwd">]><audience><externalId>a</externalId><name>&f;&x;</name></audience>'
    expectError(await client.send('POST', '/audience', { xml: bomb }), 400, 'INVALID_PARAMS')
    const undefinedEntity = '<audience><externalId>a</externalId><name>&f;</name></audience>'
    expectError(await client.send('POST', '/audience', { xml: undefinedEntity }), 400, 'INVALID_PARAMS')
    expect(await countAudiences()).toBe(0)
  })

  test('Accept decides by preference, and JSON is what remains', async () => {
    await create('a')
    for (const [accept, type] of [
      ['*/*', 'application/json'],
      ['application/xml;q=0.5, application/json', 'application/json'],
      ['application/json;q=0.5, application/xml', 'application/xml'],
      ['text/html', 'application/json'],
    ]) {
      const answer = await client.send('GET', '/audience/a', { headers: { accept: accept ?? '' } })
      expect([answer.status, answer.type]).toEqual([200, type])
    }
  })
})

test.describe('what is not there', () => {
  test('unknown paths and methods, with or without credentials', async ({ request }) => {
    for (const base of bases) {
      for (const path of [
        base,
        `${base}/`,
        `${base}/audiences`,
        `${base}/audience/a/b/c`,
        `${base}/campaign/list`,
      ]) {
        expectError(await client.send('GET', path), 404, 'RESOURCE_NOT_FOUND')
        expect((await request.get(path)).status()).toBe(404)
      }
      for (const [method, path] of [
        ['GET', '/audience'],
        ['PATCH', '/audience/a'],
        ['PUT', '/audience/a/contact'],
        ['DELETE', '/contact/a'],
      ]) {
        const answer = await client.send(method ?? '', `${base}${path}`)
        expectError(answer, 405, 'RESOURCE_NOT_FOUND')
        expect(answer.headers.get('allow')).toMatch(/[A-Z]+, /)
      }
    }
  })

  test('a content type that is neither', async () => {
    const headers = { 'content-type': 'application/octet-stream' }
    const answer = await client.send('POST', '/audience', { raw: '{"externalId":"a","name":"A"}', headers })
    expectError(answer, 415, 'INVALID_PARAMS')
    const charset = { 'content-type': 'application/json; charset=iso-8859-1' }
    expectError(
      await client.send('POST', '/audience', { raw: '{}', headers: charset }),
      415,
      'INVALID_PARAMS',
    )
    const json = await client.send('POST', '/audience', {
      raw: '{"externalId":"a","name":"A"}',
      headers: { 'content-type': 'application/json; charset=UTF-8' },
    })
    expect(jsonOf(json)).toMatchObject({ externalId: 'a' })
  })
})
