import { createHmac, randomUUID } from 'node:crypto'
import OAuth from 'oauth-1.0a'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createCredential, revokeCredential, rotateCredential } from '@/lib/access/credentials/commands'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { authenticate } from './authenticate'

testDatabase()

const origin = 'http://roster.example'
const base = `${origin}/integrationservice-1.1.0`

let owner: Context
let credential: Awaited<ReturnType<typeof createCredential>>
let clock = new Date()
beforeAll(async () => {
  const account = await newAccount()
  owner = { ...account, actor: systemActor(account.actor.accountId), now: () => clock }
})
async function newCredential() {
  clock = new Date()
  credential = await createCredential(owner, { name: 'Shop', scopes: ['audiences:read', 'contacts:write'] })
}
beforeAll(newCredential)
afterEach(() => {
  clock = new Date()
})

type Sending = {
  method?: string
  url?: string
  /** What the client signs, where it differs from what it asks. */
  signedUrl?: string
  form?: string
  token?: OAuth.Token
  edit?: (header: string) => string
  secrets?: { consumerKey: string; consumerSecret: string }
  separator?: string
  host?: string
}

/** A request as the oauth-1.0a library signs it. */
function signed(sending: Sending = {}): Request {
  const { method = 'POST', url = `${base}/audience`, form, edit = (header) => header } = sending
  const { consumerKey, consumerSecret } = sending.secrets ?? credential.secrets
  const client = new OAuth({
    consumer: { key: consumerKey, secret: consumerSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (text, key) => createHmac('sha1', key).update(text).digest('base64'),
    ...(sending.separator && { parameter_seperator: sending.separator }),
  })
  const data = form === undefined ? {} : Object.fromEntries(new URLSearchParams(form))
  const toSign = { method, url: sending.signedUrl ?? url, data }
  const { Authorization } = client.toHeader(client.authorize(toSign, sending.token))
  const headers = new Headers({
    authorization: edit(Authorization),
    host: sending.host ?? new URL(url).host,
    'content-type':
      form === undefined ? 'application/json' : 'application/x-www-form-urlencoded; charset=UTF-8',
  })
  const body = method === 'GET' ? null : (form ?? '{"externalId":"a"}')
  return new Request(url, { method, headers, body })
}

const enter = (request: Request, publicUrl = request.url) =>
  authenticate(request, { publicUrl, now: () => clock })

const bearer = (token: string) =>
  new Request(`${origin}/api/v1/audiences`, { headers: { authorization: `Bearer ${token}` } })

describe('a signed request', () => {
  test.each<[string, Sending]>([
    ['of the library as it is', {}],
    ['with commas without space', { separator: ',' }],
    ['with an empty token', { token: { key: '', secret: '' } }],
    [
      'with the signature raw',
      { edit: (header) => header.replace(/oauth_signature="[^"]*"/, decodeURIComponent) },
    ],
    ['with a realm', { edit: (header) => header.replace('OAuth ', 'OAuth realm="x y",') }],
    ['of the scheme in lower case', { edit: (header) => header.replace('OAuth', 'oauth') }],
    ['of a path with a slash at its end', { url: `${base}/audience/` }],
    ['of an encoded path', { url: `${base}/audience/a%2Fb%20c%C3%A9%25`, method: 'GET' }],
    [
      'with a query',
      { url: `${base}/contact/search?MPSearchQuery=email%3Aa%40b.example&pageSize=10`, method: 'GET' },
    ],
    ['with a space as %20 in it', { url: `${base}/x?b=a%20b&a=1`, method: 'GET' }],
    ['with an empty value', { url: `${base}/x?b=&a=1&c`, method: 'GET' }],
    ['with a name twice', { url: `${base}/x?b=2&b=1&a=3`, method: 'GET' }],
    [
      'with a plus that means a space',
      { url: `${base}/x?b=a+b`, signedUrl: `${base}/x?b=a%20b`, method: 'GET' },
    ],
    ['with an escaped plus', { url: `${base}/x?b=a%2Bb`, method: 'GET' }],
    [
      'with the default port spelled out and signed',
      { signedUrl: `${base}/audience`.replace('.example', '.example:80') },
    ],
    ['with the default port spelled out and not signed', { host: 'roster.example:80' }],
    ['with a form', { form: 'a=1&b=c+d&e=%C3%A9' }],
    ['without a body', { method: 'DELETE', form: '' }],
  ])('%s is let in', async (_, sending) => {
    const request = signed(sending)

    expect((await enter(request)).actor).toMatchObject({
      kind: 'credential',
      credentialId: credential.credential.id,
      accountId: owner.actor.accountId,
      scopes: new Set(['audiences:read', 'contacts:read', 'contacts:write']),
    })
  })

  test('leaves the form to be read', async () => {
    const request = signed({ form: 'a=1' })
    await enter(request)

    expect(await request.text()).toBe('a=1')
  })

  test('is let in by the public URL behind a proxy, and by the address asked past it', async () => {
    const publicUrl = 'https://mail.example.com/integrationservice/audience?a=1'
    const inside = 'http://10.0.0.7:3000/integrationservice/audience?a=1'

    await expect(enter(signed({ url: inside, signedUrl: publicUrl }), publicUrl)).resolves.toBeDefined()
    await expect(enter(signed({ url: inside }), publicUrl)).resolves.toBeDefined()
    const elsewhere = publicUrl.replace('mail', 'other')
    await expect(enter(signed({ url: inside, signedUrl: elsewhere }), publicUrl)).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })

  test.each<[string, Sending, RegExp]>([
    ['method', { edit: (header) => header.replace('SHA1', 'SHA256') }, /HMAC-SHA1/],
    ['path', { signedUrl: `${base}/audience/` }, /signature/],
    ['query', { url: `${base}/x?a=1`, signedUrl: `${base}/x?a=2` }, /signature/],
    ['scheme', { signedUrl: `${base}/audience`.replace('http:', 'https:') }, /signature/],
    ['port', { signedUrl: `${base}/audience`.replace('.example', '.example:81') }, /signature/],
    ['parameter of the header in the query', { url: `${base}/x?oauth_nonce=a` }, /second time/],
    ['form that is too long', { form: `a=${'b'.repeat(70_000)}` }, /at most/],
  ])('is refused for another %s', async (_, sending, message) => {
    await expect(enter(signed(sending))).rejects.toThrow(message)
  })

  test('is refused alike for an unknown key and a wrong secret', async () => {
    const { consumerKey, consumerSecret } = credential.secrets
    const unknown = enter(signed({ secrets: { consumerKey: randomUUID(), consumerSecret } }))
    const wrong = enter(signed({ secrets: { consumerKey, consumerSecret: 'wrong' } }))
    const [a, b] = await Promise.allSettled([unknown, wrong])

    expect(a).toMatchObject({ status: 'rejected', reason: { code: 'unauthenticated' } })
    expect(b).toEqual(a)
  })

  test('is refused the second time, also at once, also under another path', async () => {
    const request = signed()
    const outcomes = await Promise.allSettled([enter(request.clone()), enter(request.clone())])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(enter(request)).rejects.toThrow(/nonce/)
  })

  test('does not use up the nonce of another who signs wrongly with it', async () => {
    const request = signed()
    const forged = new Request(request, { headers: new Headers(request.headers) })
    forged.headers.set(
      'authorization',
      (request.headers.get('authorization') ?? '').replace(/re="../, 're="aa'),
    )

    await expect(enter(forged)).rejects.toThrow(/signature/)
    await expect(enter(request)).resolves.toBeDefined()
  })

  test('is refused by a Host header that is none', async () => {
    await expect(enter(signed(), 'http://a b/')).rejects.toMatchObject({ code: 'unauthenticated' })
  })
})

describe('a bearer token', () => {
  test('is let in on any path', async () => {
    const { actor } = await enter(bearer(credential.secrets.token))

    expect(actor).toMatchObject({ kind: 'credential', credentialId: credential.credential.id })
  })

  test.each([
    ['cut', (token: string) => token.slice(0, -1)],
    ['mistyped', (token: string) => `${token.slice(0, 30)}_${token.slice(31)}`],
    ['followed by another', (token: string) => `${token}, Bearer ${token}`],
    ['empty', () => ''],
  ])('is refused when %s', async (_, edit) => {
    await expect(enter(bearer(edit(credential.secrets.token)))).rejects.toMatchObject({
      code: 'unauthenticated',
    })
  })

  test('is refused when it is whole but not ours', async () => {
    const other = await createCredential(owner, { name: 'Other', scopes: ['audiences:read'] })
    await owner.db.apiCredential.delete({
      where: { accountId_id: { accountId: owner.actor.accountId, id: other.credential.id } },
    })

    await expect(enter(bearer(other.secrets.token))).rejects.toThrow(/unknown/)
  })
})

test.each([undefined, '', 'Basic dXNlcjpwYXNz', 'Bearer', 'OAuth'])(
  '%j is no credential',
  async (authorization) => {
    const request = new Request(origin, { headers: authorization === undefined ? {} : { authorization } })

    await expect(enter(request)).rejects.toMatchObject({ code: 'unauthenticated' })
  },
)

/** Both ways in, with what `credential` has now. */
const bothWays = async () => {
  const ways = await Promise.allSettled([enter(bearer(credential.secrets.token)), enter(signed())])
  return ways.map((way) => (way.status === 'fulfilled' ? 'in' : way.reason.message))
}

test('a credential works until the moment it expires', async () => {
  await newCredential()
  credential = await createCredential(owner, { name: 'Short', scopes: ['audiences:read'], validDays: 1 })
  await expect(bothWays()).resolves.toEqual(['in', 'in'])

  const expiresAt = credential.credential.expiresAt ?? ''
  const row = { accountId: owner.actor.accountId, id: credential.credential.id }
  await owner.db.apiCredential.update({ where: { accountId_id: row }, data: { expiresAt: clock } })
  for (const message of await bothWays()) expect(message).toMatch(/expired at/)
  expect(new Date(expiresAt).getTime()).toBeGreaterThan(clock.getTime())
})

test('a revoked credential is refused at once, by either way in', async () => {
  await newCredential()
  await expect(bothWays()).resolves.toEqual(['in', 'in'])

  await revokeCredential(owner, credential.credential.id)

  for (const message of await bothWays()) expect(message).toMatch(/revoked/)
})

test('rotating lets the old and the new in until the overlap is over', async () => {
  await newCredential()
  await expect(bothWays()).resolves.toEqual(['in', 'in'])
  const old = credential
  const input = { credentialId: old.credential.id, overlapHours: 1 }
  credential = await rotateCredential(owner, input)

  expect(credential.secrets.consumerKey).toBe(old.secrets.consumerKey)
  expect(credential.secrets.token).not.toBe(old.secrets.token)
  await expect(bothWays()).resolves.toEqual(['in', 'in'])
  const fresh = credential
  credential = old
  await expect(bothWays()).resolves.toEqual(['in', 'in'])

  await owner.db.apiCredentialSecret.updateMany({
    where: { credentialId: old.credential.id, expiresAt: { not: null } },
    data: { expiresAt: clock },
  })
  for (const message of await bothWays()) expect(message).not.toBe('in')
  credential = fresh
  await expect(bothWays()).resolves.toEqual(['in', 'in'])
})
