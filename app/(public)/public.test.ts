import { beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { getContact } from '@/lib/contacts/queries/contacts'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { newMailed } from '@/lib/testing/mailed'
import * as click from './click/[token]/[number]/route'
import * as open from './open/[file]/route'
import * as preferences from './preferences/[token]/save/route'
import * as confirm from './unsubscribe/[token]/confirm/route'
import * as oneClick from './unsubscribe/[token]/one-click/route'

testDatabase()

const shop = 'https://shop.example/søk?q=1&b=2'
let ctx: Context
let mailed: Awaited<ReturnType<typeof newMailed>>
beforeEach(async () => {
  ctx = await newAccount()
  mailed = await newMailed(ctx, { links: ['https://shop.example/', shop] })
})

const at = 'http://roster.example/'
const of = (token: string) => ({ params: Promise.resolve({ token }) })
const altered = () => mailed.token.replace(/^\d+/, (account) => String(Number(account) + 1))
const post = (body: BodyInit, type = 'application/x-www-form-urlencoded') =>
  new Request(at, {
    method: 'POST',
    body,
    ...(typeof body === 'string' && { headers: { 'content-type': type } }),
  })

const where = () => {
  const { token: _, ...ids } = mailed
  return ids
}
const recipient = () => ctx.db.mailingRecipient.findFirstOrThrow({ where: where() })
const clicks = () => ctx.db.mailingClick.findMany({ where: where(), orderBy: { number: 'asc' } })
const events = async () =>
  (await ctx.db.mailingEvent.findMany({ where: where(), orderBy: { kind: 'asc' } })).map(({ kind }) => kind)
const granted = async () => (await getContact(ctx, 'ada')).permissions[0]?.granted

describe('one-click unsubscribe', () => {
  test('answers 200, in either kind of form, and twice', async () => {
    for (const body of ['List-Unsubscribe=One-Click', formOf({ 'List-Unsubscribe': 'One-Click' })]) {
      const answer = await oneClick.POST(post(body), of(mailed.token))
      expect([answer.status, answer.redirected]).toEqual([200, false])
      expect(await granted()).toBe(false)
    }
  })

  test('does nothing without the form it is defined by, too large a body, or an altered token', async () => {
    for (const [body, type] of [
      ['', undefined],
      ['a=b', undefined],
      ['{"List-Unsubscribe":"One-Click"}', 'application/json'],
      [`List-Unsubscribe=One-Click&x=${'x'.repeat(70_000)}`, undefined],
    ] as const)
      expect((await oneClick.POST(post(body, type), of(mailed.token))).status).toBe(400)
    expect((await oneClick.POST(post('List-Unsubscribe=One-Click'), of(altered()))).status).toBe(404)
    expect(await granted()).toBe(true)
  })

  test('leads who opens it to the page, without a change', async () => {
    const answer = await oneClick.GET(new Request(at), of(mailed.token))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/unsubscribe/${mailed.token}`])
    expect(await granted()).toBe(true)
  })
})

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return form
}

test('the buttons of the pages withdraw, and lead back; of an altered address, to where it says so', async () => {
  expect((await confirm.POST(post(''), of(mailed.token))).headers.get('location')).toBe(
    `/unsubscribe/${mailed.token}`,
  )
  expect(await granted()).toBe(false)
  const save = (body: string, token = mailed.token) => preferences.POST(post(body), of(token))
  expect((await save('act=save&shown=1&granted=1')).headers.get('location')).toBe(
    `/preferences/${mailed.token}?saved=1`,
  )
  expect(await granted()).toBe(true)
  for (const body of [
    '',
    'act=delete',
    'act=save&shown=0',
    'act=save&shown=x',
    `act=save&${'shown=1&'.repeat(64)}`,
  ])
    expect((await save(body)).status).toBe(400)
  for (const answer of [await save('act=stop', altered()), await confirm.POST(post(''), of('x'))])
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/no-such-link'])
  expect((await getContact(ctx, 'ada')).status).toBe('active')
})

describe('the image of a mail', () => {
  const load = (token: string) =>
    open.GET(new Request(at), { params: Promise.resolve({ file: `${token}.gif` }) })

  test('notes the first opening', async () => {
    await Promise.all([load(mailed.token), load(mailed.token)])
    const { openedAt, clickedAt } = await recipient()
    expect([openedAt, clickedAt]).toEqual([expect.any(Date), null])
    await load(mailed.token)
    expect((await recipient()).openedAt).toEqual(openedAt)
    expect(await events()).toEqual(['opened'])
  })

  test('is an image whatever is asked for', async () => {
    for (const token of [mailed.token, altered(), '', 'a'.repeat(5_000)]) {
      const answer = await load(token)
      expect(answer.headers.get('content-type')).toBe('image/gif')
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, 6)
          .toString(),
      ).toBe('GIF89a')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })
})

describe('a link of a mail', () => {
  const follow = (number: string, { token = mailed.token, headers = {} } = {}) =>
    click.GET(new Request(at, { headers }), { params: Promise.resolve({ token, number }) })

  test('leads to where the mailing says, and is counted with an opening', async () => {
    const answers = await Promise.all([follow('1'), follow('1'), follow('0')])
    expect(answers.map(({ status }) => status)).toEqual([302, 302, 302])
    expect(answers[0]?.headers.get('location')).toBe(new URL(shop).href)
    expect((await clicks()).map(({ number, clicks }) => [number, clicks])).toEqual([
      [0, 1],
      [1, 2],
    ])
    expect(await events()).toEqual(['clicked', 'opened'])
    expect(await recipient()).toMatchObject({ openedAt: expect.any(Date), clickedAt: expect.any(Date) })
  })

  test('is not counted for who looks ahead or only asks', async () => {
    for (const headers of [{ purpose: 'prefetch' }, { 'sec-purpose': 'prefetch;prerender' }])
      expect((await follow('0', { headers })).status).toBe(302)
    const asked = await click.HEAD(new Request(at, { method: 'HEAD' }), {
      params: Promise.resolve({ token: mailed.token, number: '0' }),
    })
    expect(asked.status).toBe(302)
    expect([await clicks(), await events()]).toEqual([[], []])
  })

  test('leads nowhere else: not by another number, and not by another token', async () => {
    const other = await newMailed(await newAccount(), { links: ['https://other.example/'] })
    for (const number of ['2', '-1', '01x', '', '1e0', '9999999', 'https://evil.example'])
      expect((await follow(number)).headers.get('location'), number).toBe('/no-such-link')
    expect((await follow('0', { token: altered() })).headers.get('location')).toBe('/no-such-link')
    expect((await follow('0', { token: other.token })).headers.get('location')).toBe('https://other.example/')
    expect([await clicks(), await events()]).toEqual([[], []])
  })

  test('still leads there for who was erased, and for a test of a mailing, but nothing is kept of it', async () => {
    await ctx.db.mailingRecipient.updateMany({ where: where(), data: { status: 'passed' } })
    expect((await follow('0')).status).toBe(302)
    await ctx.db.mailingRecipient.updateMany({ where: where(), data: { status: 'sent' } })
    await eraseContact(ctx, 'ada')
    expect((await follow('0')).status).toBe(302)
    expect([await clicks(), await events()]).toEqual([[], []])
    expect((await recipient()).clickedAt).toBeNull()
  })
})

test('who hammers with one address is stopped, and others are not', async () => {
  const from = { 'x-forwarded-for': '192.0.2.9' }
  const guess = () => confirm.POST(new Request(at, { method: 'POST', headers: from }), of('guessed'))
  const answers = await Promise.all(Array.from({ length: 320 }, guess))
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
  expect((await confirm.POST(post(''), of(mailed.token))).status).toBe(303)
})
