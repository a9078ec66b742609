import { expect, test } from '@playwright/test'
import {
  bases,
  expectError,
  expectNothing,
  jsonOf,
  newClient,
  type ReferenceClient,
} from './reference-client'

let client: ReferenceClient
test.beforeEach(async () => {
  client = await newClient()
})

const ada = { externalId: 'ada', properties: { email: 'Ada@Example.com', firstName: 'Ada', city: 'Utrecht' } }

const post = (json: unknown, path = '/contact') => client.send('POST', path, { json })
const put = (id: string, json: unknown) => client.send('PUT', `/contact/${encodeURIComponent(id)}`, { json })
const get = (path: string) => client.send('GET', path)
const list = (contacts: unknown, more: object = {}) => post({ contacts, ...more }, '/contact/list')

const stored = (externalId: string) =>
  client.account.db.contact.findFirst({ where: { accountId: client.accountId, externalId } })
const countContacts = () => client.account.db.contact.count({ where: { accountId: client.accountId } })

async function consents(externalId: string): Promise<Record<string, boolean>> {
  const { accountId } = client
  const { db } = client.account
  const contact = await stored(externalId)
  const rows = await db.contactPermission.findMany({ where: { accountId, contactId: contact?.id ?? 0n } })
  const permissions = await db.permission.findMany({ where: { accountId } })
  const bitOf = new Map(permissions.map(({ id, bit }) => [id, bit]))
  return Object.fromEntries(rows.map(({ permissionId, granted }) => [bitOf.get(permissionId), granted]))
}

test('GET /contact/properties/list', async () => {
  const answer = await get('/contact/properties/list')
  expect([answer.status, answer.type]).toEqual([200, 'application/json'])
  const properties = JSON.parse(answer.text) as { name: string }[]
  const named = (name: string) => properties.find((property) => property.name === name)
  expect(named('email')).toEqual({ name: 'email', description: 'E-mail address', type: 'email' })
  expect(named('permissions')).toEqual({
    name: 'permissions',
    description: 'Permissions',
    type: 'set',
    entries: [{ bit: 1, description: 'Newsletter', rank: 1 }],
  })
  const xml = await client.send('GET', '/contact/properties/list/', {
    headers: { accept: 'application/xml' },
  })
  expect(xml.text).toContain(
    '<property><name>email</name><description>E-mail address</description><type>email</type></property>',
  )
})

for (const base of bases) {
  test(`${base}: create, get, update and anonymise`, async () => {
    expectNothing(await post({ contact: ada }, `${base}/contact`))
    const contact = await stored('ada')
    const shown = jsonOf(await get(`${base}/contact/ada`))
    expect(shown).toEqual({
      externalId: 'ada',
      encryptedId: expect.stringMatching(/^[\w-]{22}$/),
      created: contact?.createdAt.getTime(),
      lastChanged: contact?.changedAt.getTime(),
      temporary: false,
      testGroup: false,
      channels: [
        { name: 'EMAIL', value: true },
        { name: 'SMS', value: false },
      ],
      properties: ada.properties,
    })
    const change = {
      ...shown,
      testGroup: true,
      properties: { city: '', gender: 'f', mobilePhone: '+31 6 1234 5678' },
    }
    expectNothing(await client.send('PUT', `${base}/contact/ada/`, { json: { contact: change } }))
    expect(jsonOf(await get(`${base}/contact/ada`))).toMatchObject({
      encryptedId: shown['encryptedId'],
      created: shown['created'],
      testGroup: true,
      channels: [
        { name: 'EMAIL', value: true },
        { name: 'SMS', value: true },
      ],
      properties: { email: 'Ada@Example.com', firstName: 'Ada', gender: 'F', mobilePhone: '+31612345678' },
    })
    expect((await stored('ada'))?.properties).toEqual({
      firstName: 'Ada',
      gender: 'F',
      mobilePhone: '+31612345678',
    })
    expectNothing(await client.send('PUT', `${base}/contact/anonymize/ada`))
    expectError(await get(`${base}/contact/ada`), 404, 'CONTACT_NOT_FOUND')
    expect(await stored('ada')).toBeNull()
  })
}

test.describe('POST /contact', () => {
  const refused: [string, unknown, string][] = [
    ['an invalid e-mail address', { externalId: 'a', properties: { email: 'nobody' } }, 'INVALID_PROPERTY'],
    ['an unknown property', { externalId: 'a', properties: { shoe: 42 } }, 'INVALID_PROPERTY'],
    [
      'a value that does not fit',
      { externalId: 'a', properties: { birthdate: 'long ago' } },
      'INVALID_PROPERTY',
    ],
    [
      'an unknown permission',
      { externalId: 'a', properties: { permissions: [{ bit: 9, enabled: true }] } },
      'INVALID_PROPERTY',
    ],
    ['no id', { properties: {} }, 'INVALID_PARAMS'],
    ['an empty id', { externalId: '' }, 'INVALID_PARAMS'],
    ['an id of 256 characters', { externalId: 'x'.repeat(256) }, 'INVALID_PARAMS'],
    ['properties that are no object', { externalId: 'a', properties: ['email'] }, 'INVALID_PARAMS'],
    ['a test group that is neither', { externalId: 'a', testGroup: 'perhaps' }, 'INVALID_PARAMS'],
    ['a contact that is none', 'a', 'INVALID_PARAMS'],
    ['nothing', undefined, 'INVALID_PARAMS'],
  ]
  for (const [what, contact, errorType] of refused) {
    test(`400: ${what}`, async () => {
      expectError(await post({ contact }), 400, errorType)
      expect(await countContacts()).toBe(0)
    })
  }

  for (const raw of ['', '{', 'null', '[]', '""']) {
    test(`400: the body ${JSON.stringify(raw)}`, async () => {
      expectError(await client.send('POST', '/contact', { raw }), 400, 'INVALID_PARAMS')
    })
  }

  test('400: it exists, and update is not true', async () => {
    expectNothing(await post({ contact: ada }))
    const other = { externalId: 'ada', properties: { firstName: 'Eve' } }
    expectError(await post({ contact: other }), 400, 'CONTACT_ALREADY_EXISTS')
    expectError(await post({ contact: other, update: false }), 400, 'CONTACT_ALREADY_EXISTS')
    expect((await stored('ada'))?.properties).toMatchObject({ firstName: 'Ada' })
    expectNothing(await post({ contact: other, update: true }))
    expect((await stored('ada'))?.properties).toEqual({ firstName: 'Eve', city: 'Utrecht' })
    expectNothing(await post({ contact: other, update: 'true', purge: true }))
    expect(await stored('ada')).toMatchObject({ email: null, properties: { firstName: 'Eve' } })
  })

  test('permissions change only when they are named, and are answered with their description', async () => {
    const named = (permissions: unknown) => ({ externalId: 'ada', properties: { permissions } })
    expectNothing(await post({ contact: named([{ bit: 1, enabled: true }]) }))
    expect(await consents('ada')).toEqual({ 1: true })
    expect(jsonOf(await get('/contact/ada'))['properties']).toEqual({
      permissions: [{ bit: 1, enabled: true, description: 'Newsletter' }],
    })
    expectNothing(await post({ contact: { externalId: 'ada' }, update: true, purge: true }))
    expect(await consents('ada')).toEqual({ 1: true })
    expectNothing(await put('ada', { contact: named([{ bit: 1, enabled: false }]) }))
    expect(await consents('ada')).toEqual({ 1: false })
  })

  test('numbers for ids and values, ids in any script', async () => {
    expectNothing(await post({ contact: { externalId: 7, properties: { firstName: 5 } } }))
    expect(jsonOf(await get('/contact/7'))['properties']).toEqual({ firstName: '5' })
    const id = `顾/客 "%' 😀`
    expectNothing(await post({ contact: { externalId: id, properties: { firstName: `<&> ${id}` } } }))
    const shown = jsonOf(await get(`/contact/${encodeURIComponent(id)}`))
    expect(shown).toMatchObject({ externalId: id, properties: { firstName: `<&> ${id}` } })
  })
})

test.describe('GET and PUT /contact/{externalId}', () => {
  test('404: there is none, or it is of another account', async () => {
    const other = await newClient()
    expectNothing(await other.send('POST', '/contact', { json: { contact: ada } }))
    for (const id of ['ada', 'nobody']) {
      expectError(await get(`/contact/${id}`), 404, 'CONTACT_NOT_FOUND')
      expectError(await put(id, { contact: { externalId: id } }), 404, 'CONTACT_NOT_FOUND')
      expectError(await client.send('PUT', `/contact/anonymize/${id}`), 404, 'CONTACT_NOT_FOUND')
    }
    expect(jsonOf(await other.send('GET', '/contact/ada'))).toMatchObject({ externalId: 'ada' })
    expect(await countContacts()).toBe(0)
  })

  test('400: invalid values, or another id', async () => {
    expectNothing(await post({ contact: ada }))
    expectError(await put('ada', { contact: { properties: { email: 'no' } } }), 400, 'INVALID_PROPERTY')
    expectError(await put('ada', { contact: { externalId: 'eve' } }), 400, 'INVALID_PARAMS')
    expectError(await put('ada', {}), 400, 'INVALID_PARAMS')
    expect(await stored('ada')).toMatchObject({ email: 'Ada@Example.com' })
  })

  test('purge clears what is not sent', async () => {
    expectNothing(await post({ contact: ada }))
    expectNothing(await put('ada', { contact: { properties: { firstName: 'A' } }, purge: true }))
    expect(jsonOf(await get('/contact/ada'))['properties']).toEqual({ firstName: 'A' })
  })

  test('403 without the scope', async () => {
    const reader = await newClient({ account: client.account, scopes: ['contacts:read'] })
    expectError(await reader.send('POST', '/contact', { json: { contact: ada } }), 403, 'NOT_AUTHORIZED')
    const outsider = await newClient({ account: client.account, scopes: ['audiences:read'] })
    expectError(await outsider.send('GET', '/contact/ada'), 403, 'NOT_AUTHORIZED')
  })
})

test.describe('POST /contact/list', () => {
  test('a code for each, in order', async () => {
    expectNothing(await post({ contact: ada }))
    expectNothing(await post({ contact: { externalId: 'gone' } }))
    expectNothing(await client.send('PUT', '/contact/anonymize/gone'))
    const contacts = [
      { externalId: 'new', properties: { email: 'new@x.nl' } },
      { externalId: 'ada' },
      { externalId: 'bad', properties: { email: 'no' } },
      { externalId: 'gone' },
      { externalId: 'x'.repeat(256) },
    ]
    const answer = await list(contacts)
    expect([answer.status, answer.type]).toEqual([200, 'application/json'])
    const results = JSON.parse(answer.text) as { externalId: string; code: string; message: string }[]
    expect(results.map(({ externalId, code }) => [externalId, code])).toEqual([
      ['new', 'OK'],
      ['ada', 'CONTACT_ALREADY_EXISTS'],
      ['bad', 'PROPERTY_INVALID'],
      ['gone', 'CONTACT_OPTOUT'],
      ['x'.repeat(256), 'ERROR'],
    ])
    for (const { message } of results) expect(message).toMatch(/\S/)
    expect(await stored('new')).toMatchObject({ email: 'new@x.nl' })
    expect(await stored('bad')).toBeNull()
    const again = JSON.parse((await list(contacts, { update: true, purge: true })).text) as { code: string }[]
    expect(again.map(({ code }) => code)).toEqual(['OK', 'OK', 'PROPERTY_INVALID', 'CONTACT_OPTOUT', 'ERROR'])
    expect(await stored('ada')).toMatchObject({ email: null, properties: {} })
  })

  test('400: more than 100, or one without an id; then nothing is stored', async () => {
    const many = Array.from({ length: 101 }, (_, i) => ({ externalId: `${i}` }))
    expectError(await list(many), 400, 'INVALID_PARAMS')
    expectError(await list([{ externalId: 'a' }, { properties: {} }]), 400, 'INVALID_PARAMS')
    expectError(await list([{ externalId: 'a' }, 'b']), 400, 'INVALID_PARAMS')
    expectError(await list(undefined), 400, 'INVALID_PARAMS')
    expect(await countContacts()).toBe(0)
    expect((await list(many.slice(1))).status).toBe(200)
    expect(await countContacts()).toBe(100)
  })
})

test('an anonymised contact leaves its audiences and does not come back', async () => {
  expectNothing(await post({ contact: ada }))
  jsonOf(await post({ externalId: 'a', name: 'A' }, '/audience'))
  expectNothing(await post({ contacts: ['ada'] }, '/audience/a/contact'))
  expectNothing(await client.send('PUT', '/contact/anonymize/ada'))
  const where = { accountId: client.accountId }
  expect(await client.account.db.member.count({ where })).toBe(0)
  expect(await client.account.db.audience.findFirst({ where })).toMatchObject({ memberCount: 0n })
  expectError(await post({ contact: ada, update: true }), 400, 'CONTACT_OPTOUT')
  const disguised = { externalId: 'eve', properties: { email: 'ADA@example.com' } }
  expectError(await post({ contact: disguised }), 400, 'CONTACT_OPTOUT')
  expectError(await post({ contacts: ['ada'] }, '/audience/a/contact'), 404, 'CONTACT_NOT_FOUND')
})

type Page = { paging: { next: string | null; after: string | null }; contacts: { externalId: string }[] }
const pageOf = async (path: string) => jsonOf(await get(path)) as unknown as Page
const idsOf = ({ contacts }: Page) => contacts.map(({ externalId }) => externalId)

test.describe('GET /contact/search', () => {
  test.beforeEach(async () => {
    const contacts = ['1', '2', '3'].map((externalId) => ({
      externalId,
      properties: { email: `p${externalId}@x.nl`, city: 'Delft', firstName: 'a:b c&d' },
    }))
    await list(contacts)
  })

  test('by any property, a page at a time', async () => {
    expect(idsOf(await pageOf('/contact/search?MPSearchQuery=email:P2@X.nl'))).toEqual(['2'])
    const first = await pageOf('/contact/search?MPSearchQuery=city:Delft&pageSize=2')
    expect(idsOf(first)).toEqual(['1', '2'])
    expect(first.contacts[0]).toMatchObject({ properties: { city: 'Delft' } })
    const next = new URL(first.paging.next ?? '')
    expect(next.pathname).toBe('/integrationservice/contact/search')
    const second = await pageOf(`${next.pathname}${next.search}`)
    expect(idsOf(second)).toEqual(['3'])
    expect(second.paging).toEqual({ next: null, after: null })
    const after = encodeURIComponent(first.paging.after ?? '')
    const same = await pageOf(`/contact/search?MPSearchQuery=city:Delft&pageSize=2&after=${after}`)
    expect(idsOf(same)).toEqual(['3'])
    expect(
      idsOf(await pageOf(`/contact/search?MPSearchQuery=${encodeURIComponent('firstName:a:b c&d')}`)),
    ).toHaveLength(3)
    expect(idsOf(await pageOf('/contact/search?MPSearchQuery=city:Gouda'))).toEqual([])
  })

  test('400: no query, an unknown property, a cursor of another list, a size that is none', async () => {
    const { paging } = await pageOf('/contact/search?MPSearchQuery=city:Delft&pageSize=1')
    const after = encodeURIComponent(paging.after ?? '')
    for (const query of [
      '',
      '?MPSearchQuery=',
      '?MPSearchQuery=Delft',
      `?MPSearchQuery=city:Gouda&after=${after}`,
      '?MPSearchQuery=city:Delft&after=x',
      '?MPSearchQuery=city:Delft&pageSize=0',
      '?MPSearchQuery=city:Delft&pageSize=many',
    ])
      expectError(await get(`/contact/search${query}`), 400, 'INVALID_PARAMS')
    expectError(await get('/contact/search?MPSearchQuery=shoe:42'), 400, 'INVALID_PROPERTY')
    const other = await newClient()
    const theirs = await other.send('GET', `/contact/search?MPSearchQuery=city:Delft&after=${after}`)
    expectError(theirs, 400, 'INVALID_PARAMS')
  })
})

test.describe('GET /contact/updates/list and /contact/bounces/list', () => {
  test('contacts that changed in a period, a page at a time', async () => {
    await list([{ externalId: '1' }, { externalId: '2' }, { externalId: '3' }])
    const at = (day: number) => new Date(Date.UTC(2026, 0, day))
    for (const id of ['1', '2', '3']) {
      await client.account.db.contact.updateMany({
        where: { accountId: client.accountId, externalId: id },
        data: { changedAt: at(Number(id)) },
      })
    }
    const list2 = (query: string) => pageOf(`/contact/updates/list?${query}`)
    expect(idsOf(await list2('fromDate=2026-01-02&toDate=2026-01-04'))).toEqual(['2', '3'])
    expect(idsOf(await list2(`fromDate=${at(1).getTime()}&toDate=2026-01-03T00:00:00Z`))).toEqual(['1', '2'])
    // A plus that was not encoded is a space to whoever checks the signature; a token has none to check.
    const headers = { authorization: `Bearer ${client.token}` }
    const period = 'fromDate=2026-01-01T00:00:00+00:00&toDate=2026-01-01T12:00:00%2B02:00'
    const answer = jsonOf(await client.send('GET', `/contact/updates/list?${period}`, { headers }))
    expect(idsOf(answer as unknown as Page)).toEqual(['1'])
    const first = await list2('fromDate=2026-01-01&toDate=2027-01-01&pageSize=2')
    const next = new URL(first.paging.next ?? '')
    expect([...idsOf(first), ...idsOf(await pageOf(`${next.pathname}${next.search}`))]).toEqual([
      '1',
      '2',
      '3',
    ])
  })

  test('bounces in a period', async () => {
    await list([{ externalId: '1', properties: { email: 'p@x.nl' } }])
    const contact = await stored('1')
    const bouncedAt = new Date('2026-01-02T10:00:00Z')
    await client.account.db.bounce.create({
      data: {
        accountId: client.accountId,
        contactId: contact?.id ?? 0n,
        kind: 'hard',
        reason: '550 Unknown',
        bouncedAt,
      },
    })
    const answer = jsonOf(await get('/contact/bounces/list?fromDate=2026-01-02&toDate=2026-01-03'))
    expect(answer).toEqual({
      paging: { next: null, after: null },
      bounces: [
        {
          externalId: '1',
          encryptedId: expect.stringMatching(/^[\w-]{22}$/),
          email: 'p@x.nl',
          type: 'HARD',
          reason: '550 Unknown',
          date: bouncedAt.getTime(),
        },
      ],
    })
    expect(jsonOf(await get('/contact/bounces/list?fromDate=2026-01-03&toDate=2026-01-04'))).toMatchObject({
      bounces: [],
    })
  })

  for (const path of ['/contact/updates/list', '/contact/bounces/list']) {
    test(`400: dates that are missing or none: ${path}`, async () => {
      for (const query of [
        '',
        '?fromDate=2026-01-01',
        '?toDate=2026-01-01',
        '?fromDate=yesterday&toDate=2026-01-01',
        '?fromDate=2026-02-30&toDate=2026-03-01',
        '?fromDate=2026-01-02&toDate=2026-01-01',
      ])
        expectError(await get(`${path}${query}`), 400, 'INVALID_PARAMS')
    })
  }
})

test('XML in and out', async () => {
  const xml =
    '<request><contact><externalId>ada</externalId><properties><email>ada@x.nl</email><firstName>A &amp; B</firstName><permissions><bit>1</bit><enabled>true</enabled></permissions></properties></contact><update>false</update></request>'
  expectNothing(await client.send('POST', '/contact', { xml }))
  expect(await stored('ada')).toMatchObject({ email: 'ada@x.nl', properties: { firstName: 'A & B' } })
  expect(await consents('ada')).toEqual({ 1: true })
  const headers = { accept: 'application/xml' }
  const shown = await client.send('GET', '/contact/ada', { headers })
  expect(shown.type).toBe('application/xml')
  expect(shown.text).toContain(
    '<properties><email>ada@x.nl</email><firstName>A &amp; B</firstName><permissions><bit>1</bit><enabled>true</enabled><description>Newsletter</description></permissions></properties>',
  )
  const back = shown.text.replace('<firstName>A &amp; B</firstName>', '<firstName>C</firstName>')
  expectNothing(await client.send('PUT', '/contact/ada', { xml: back }))
  expect(await stored('ada')).toMatchObject({ email: 'ada@x.nl', properties: { firstName: 'C' } })
  const map =
    '<contactRequest><contact><properties><entry><key>firstName</key><value>D</value></entry></properties></contact></contactRequest>'
  expectNothing(await client.send('PUT', '/contact/ada', { xml: map }))
  expect(await stored('ada')).toMatchObject({ properties: { firstName: 'D' } })
  const contacts =
    '<request><contacts><externalId>l1</externalId></contacts><contacts><externalId>l2</externalId><properties/></contacts></request>'
  const results = await client.send('POST', '/contact/list', { xml: contacts, headers })
  expect(results.text).toMatch(
    /<results><result><externalId>l1<\/externalId><code>OK<\/code><message>Created.<\/message><\/result><result><externalId>l2/,
  )
  expect(await countContacts()).toBe(3)
})
