import { beforeEach, describe, expect, test } from 'vitest'
import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { getContact } from '@/lib/contacts/queries/contacts'
import { reports } from '@/lib/mailings/bounces/testing/reports'
import { newApiClient } from '@/lib/testing/api'
import { testDatabase } from '@/lib/testing/database'
import { newMailed } from '@/lib/testing/mailed'
import { POST } from './route'

testDatabase()

type Client = Awaited<ReturnType<typeof newApiClient>>
let client: Client
let token: string
beforeEach(async () => {
  client = await newApiClient()
  token = (await newMailed(client.ctx)).token
})

const post = (body: unknown, headers: Record<string, string> = {}, by = client) =>
  by.send(POST, '/api/v1/bounces', { body, headers }, 'POST')
const outcomes = async (bounces: unknown[], by = client) => {
  const { results } = (await (await post({ bounces }, {}, by)).json()) as { results: { outcome: string }[] }
  return results.map(({ outcome }) => outcome)
}
const pipe = async (mail: string, by = client) => {
  const sent = mail.replaceAll('TOKEN', token)
  const answer = await post(sent, { 'content-type': 'message/rfc822' }, by)
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { results: [{ outcome: string; message: string }] }).results[0]
}
const ada = () => getContact(client.ctx, 'ada')

describe('what a provider reports', () => {
  test('is noted one by one, in order, and counts once', async () => {
    await upsertContact(client.ctx, 'bob', { email: 'Bob@shop.example' }, { mode: 'create', purge: false })
    await upsertContact(client.ctx, 'bob2', { email: 'bob@shop.example' }, { mode: 'create', purge: false })
    const bounces = [
      { token, kind: 'soft', reason: 'later' },
      { token, kind: 'soft' },
      { email: ' BOB@shop.example', kind: 'complaint' },
      { email: 'nobody@shop.example', kind: 'hard' },
      { token: `${token}x`, kind: 'hard' },
      { kind: 'hard' },
      { token, email: 'a@b', kind: 'hard' },
      { token, kind: 'gone' },
      'x',
    ]
    const expected = [
      'noted',
      'known',
      'noted',
      'unknown',
      'unknown',
      'invalid',
      'invalid',
      'invalid',
      'invalid',
    ]
    expect(await outcomes(bounces)).toEqual(expected)
    expect(await ada()).toMatchObject({ status: 'active' })
    for (const id of ['bob', 'bob2'])
      expect(await getContact(client.ctx, id)).toMatchObject({
        status: 'inactive',
        statusReason: 'complaint',
      })
  })

  test('is refused whole when it is not a list of at most 1,000', async () => {
    for (const body of [
      {},
      { bounces: [] },
      [],
      { bounces: Array(1_001).fill({}) },
      { bounces: [{}], more: 1 },
    ])
      expect((await post(body)).status).toBe(422)
    expect((await post('{', { 'content-type': 'application/json' })).status).toBe(400)
    expect((await post('x', { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('x'.repeat(2_200_000), { 'content-type': 'application/json' })).status).toBe(413)
  })

  test('of another account is unknown', async () => {
    const other = await newApiClient()
    expect(
      await outcomes(
        [
          { token, kind: 'hard' },
          { email: 'ada@shop.example', kind: 'hard' },
        ],
        other,
      ),
    ).toEqual(['unknown', 'unknown'])
    expect((await pipe(reports.postfix, other)).outcome).toBe('unknown')
    expect(await ada()).toMatchObject({ status: 'active' })
  })

  test('needs the scope to write contacts', async () => {
    const reader = await newApiClient({ account: client.ctx, scopes: ['contacts:read'] })
    expect((await post({ bounces: [{ token, kind: 'hard' }] }, {}, reader)).status).toBe(403)
  })
})

describe('a mail that came back', () => {
  test.each([
    ['postfix', 'noted', 'hard-bounce'],
    ['exchange', 'noted', 'hard-bounce'],
    ['gmail', 'noted', 'hard-bounce'],
    ['quota', 'noted', null],
    ['complaint', 'noted', 'complaint'],
    ['delayed', 'ignored', null],
    ['away', 'ignored', null],
  ] as const)('of %s is %s', async (name, outcome, statusReason) => {
    expect((await pipe(reports[name])).outcome).toBe(outcome)
    expect((await pipe(reports[name])).outcome).toBe(outcome === 'noted' ? 'known' : outcome)
    expect(await ada()).toMatchObject({ statusReason })
  })

  test('that names an address alone stops nobody’s mail: anybody could have sent it', async () => {
    expect((await pipe(reports.postfix.replaceAll('TOKEN', 'x'))).outcome).toBe('unknown')
    expect(await ada()).toMatchObject({ status: 'active' })
  })

  test('that is larger than a report ever is, is refused', async () => {
    const large = await post('x'.repeat(1024 * 1024 + 1), { 'content-type': 'message/rfc822' })
    expect(large.status).toBe(413)
  })
})
