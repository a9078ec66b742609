import { randomBytes } from 'node:crypto'
import http from 'node:http'
import { expect, test } from '@playwright/test'
import { type Answer, expectError, newClient, type ReferenceClient } from './reference-client'

let client: ReferenceClient
let path: string
test.beforeEach(async () => {
  client = await newClient()
  path = '/contact/properties/list'
})

type Parameters = Record<string, string>

/** The parameters of a signed request, `changes` made before it is signed. */
function signed(changes: Parameters = {}, url = client.url(path), method = 'GET'): Parameters {
  const data: Parameters = {
    oauth_consumer_key: client.consumerKey,
    oauth_nonce: randomBytes(8).toString('hex'),
    oauth_signature_method: 'HMAC-SHA1',
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_version: '1.0',
    ...changes,
  }
  const signature = client.oauth.getSignature({ url, method }, '', data as never)
  return { ...data, oauth_signature: signature }
}

type Style = { separator?: string; encode?: (value: string) => string }

function header(
  parameters: Parameters,
  { separator = ', ', encode = encodeURIComponent }: Style = {},
): string {
  return `OAuth ${Object.entries(parameters)
    .map(([name, value]) => `${name}="${encode(value)}"`)
    .join(separator)}`
}

const ask = (authorization: string): Promise<Answer> =>
  client.send('GET', path, { headers: { authorization } })

test.describe('accepted', () => {
  test('parameters separated with and without a space', async () => {
    for (const separator of [', ', ',', ' , ', ',\t'])
      expect((await ask(header(signed(), { separator }))).status).toBe(200)
  })

  test('an empty oauth_token, or none', async () => {
    expect((await ask(header(signed({ oauth_token: '' })))).status).toBe(200)
    expect((await ask(header(signed()))).status).toBe(200)
  })

  test('no oauth_version, and a realm', async () => {
    const { oauth_version: _, ...rest } = signed()
    expectError(await ask(header(rest)), 401, 'NOT_AUTHORIZED')
    expect((await ask(`OAuth realm="Roster", ${header(signed()).slice(6)}`)).status).toBe(200)
  })

  test('nonces of 1 to 255 characters', async () => {
    for (const oauth_nonce of ['x', 'n'.repeat(32), 'n'.repeat(255), 'a+b/c= é'])
      expect((await ask(header(signed({ oauth_nonce })))).status).toBe(200)
  })

  test('a signature percent-encoded, or raw with + / and =', async () => {
    // Until one of the signatures has all three characters.
    for (let i = 0; i < 500; i++) {
      const parameters = signed()
      const signature = parameters['oauth_signature'] ?? ''
      if (!/\+.*\/|\/.*\+/.test(signature)) continue
      const { oauth_signature, ...rest } = parameters
      expect((await ask(`${header(rest)}, oauth_signature="${oauth_signature}"`)).status).toBe(200)
      expect((await ask(header(signed()))).status).toBe(200)
      return
    }
    throw new Error('No signature had + and / in it.')
  })

  test('query parameters are signed with the rest', async () => {
    path = '/contact/search?MPSearchQuery=email%3Aa%2Bb%40x.nl&pageSize=10&x=&y=%C3%A9%20'
    expect((await client.send('GET', path)).status).toBe(200)
    const { authorization } = { authorization: client.signature('GET', path) }
    const other = await client.send('GET', path.replace('pageSize=10', 'pageSize=11'), {
      headers: { authorization },
    })
    expectError(other, 401, 'NOT_AUTHORIZED')
  })

  test('a default port spelled out, and a host in capitals', async () => {
    const { hostname, port } = new URL(client.url(path))
    const at = (host: string, url: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { host, authorization: header(signed({}, url)) }
        const target = { hostname, port, path: `/integrationservice${path}`, headers }
        http.get(target, (response) => resolve(response.resume().statusCode)).on('error', reject)
      })
    const rest = `/integrationservice${path}`
    expect(await at('roster.example', `http://roster.example${rest}`)).toBe(200)
    expect(await at('roster.example', `http://roster.example:80${rest}`)).toBe(200)
    expect(await at('roster.example:80', `http://roster.example${rest}`)).toBe(200)
    expect(await at('Roster.Example', `http://roster.example${rest}`)).toBe(200)
    expect(await at('roster.example', `http://other.example${rest}`)).toBe(401)
  })

  test('a clock that is a little off', async () => {
    for (const offS of [-290, 290]) {
      const oauth_timestamp = String(Math.floor(Date.now() / 1000) + offS)
      expect((await ask(header(signed({ oauth_timestamp })))).status).toBe(200)
    }
  })

  test('a bearer token', async () => {
    expect((await ask(`Bearer ${client.token}`)).status).toBe(200)
  })
})

test.describe('refused with 401, NOT_AUTHORIZED and WWW-Authenticate: OAuth', () => {
  const refused = async (authorization: string) => {
    const answer = await ask(authorization)
    expectError(answer, 401, 'NOT_AUTHORIZED')
    expect(answer.headers.get('www-authenticate')).toBe('OAuth')
  }

  test('nothing, or what is no credential', async () => {
    for (const authorization of [
      '',
      'OAuth',
      'OAuth ',
      'Basic dTpw',
      'Bearer x',
      'Bearer ',
      'OAuth a=b',
      'OAuth "',
    ])
      await refused(authorization)
  })

  test('a signature that is wrong, cut short, empty or missing', async () => {
    const { oauth_signature = '', ...rest } = signed()
    await refused(header(rest))
    for (const wrong of [
      '',
      'x',
      oauth_signature.slice(1),
      `${oauth_signature}=`,
      Buffer.alloc(20).toString('base64'),
      '%',
      'é',
    ])
      await refused(header({ ...rest, oauth_signature: wrong }))
  })

  test('what was signed and what is sent differ', async () => {
    const parameters = signed()
    await refused(header({ ...parameters, oauth_nonce: 'another' }))
    await refused(header(signed({}, client.url('/contact/other'))))
    await refused(header(signed({}, client.url(path), 'POST')))
    await refused(header(signed({ oauth_signature_method: 'PLAINTEXT' })))
    await refused(header(signed({ oauth_version: '2.0' })))
  })

  test('a timestamp out of the window, or none', async () => {
    const nowS = Math.floor(Date.now() / 1000)
    for (const oauth_timestamp of [
      String(nowS - 310),
      String(nowS + 310),
      '0',
      '',
      'now',
      `${nowS}.5`,
      `-${nowS}`,
    ])
      await refused(header(signed({ oauth_timestamp })))
  })

  test('a nonce seen before, empty or too long', async () => {
    const once = header(signed())
    expect((await ask(once)).status).toBe(200)
    await refused(once)
    await refused(header(signed({ oauth_nonce: '' })))
    await refused(header(signed({ oauth_nonce: 'n'.repeat(256) })))
  })

  test('a key nobody has, or a parameter twice', async () => {
    await refused(header(signed({ oauth_consumer_key: 'nobody' })))
    const parameters = signed()
    await refused(`${header(parameters)}, oauth_nonce="${parameters['oauth_nonce']}"`)
  })

  test('in XML for whoever asks for it', async () => {
    const answer = await client.send('GET', path, {
      headers: { authorization: '', accept: 'application/xml' },
    })
    expect([answer.status, answer.type]).toEqual([401, 'application/xml'])
    expect(answer.text).toContain('<errorType>NOT_AUTHORIZED</errorType>')
  })
})
