import { beforeEach, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { newMailed } from '@/lib/testing/mailed'
import { clearOutbox } from './commands'
import { countOutbox, getMail, getMailSource, listOutbox } from './queries'

testDatabase()

const raw = `From: "Shop" <news@shop.example>
To: ada@shop.example
Subject: =?UTF-8?Q?Spr=C3=BCng?=
X-Long: one
\ttwo: three
Content-Type: multipart/alternative; boundary=b

--b
Content-Type: text/plain; charset=utf-8

Hello
--b
Content-Type: text/html; charset=utf-8

<p>Hell&ouml;</p>
--b--
`

let ctx: Context
beforeEach(async () => {
  ctx = await newAccount()
})

async function put(
  recipient: string,
  { of = ctx, source = raw, mailingId = null as bigint | null } = {},
): Promise<string> {
  const { accountId } = of.actor
  const mail = { accountId, mailingId, sender: 'Shop <news@shop.example>', recipient, subject: 'Sprüng' }
  return String((await of.db.outboxMail.create({ data: { ...mail, raw: Buffer.from(source) } })).id)
}
const recipients = async (q?: string) =>
  (await listOutbox(ctx, q, { limit: 10 })).rows.map(({ recipient }) => recipient)

test('mails are listed the latest first, in pages, and found by part of an address', async () => {
  const { mailingId } = await newMailed(ctx)
  for (const name of ['ada', 'Bob', 'cy']) await put(`${name}@shop.example`, { mailingId })
  expect(await recipients()).toEqual(['cy@shop.example', 'Bob@shop.example', 'ada@shop.example'])
  expect(await recipients(' BOB@')).toEqual(['Bob@shop.example'])
  expect(await recipients('%')).toEqual([])
  const first = await listOutbox(ctx, undefined, { limit: 2 })
  expect(first.rows[0]?.mailing).toEqual({ id: String(mailingId), name: 'Spring' })
  const second = await listOutbox(ctx, undefined, { limit: 2, after: first.next ?? undefined })
  expect(second.rows.map(({ recipient }) => recipient)).toEqual(['ada@shop.example'])
})

test('a mail is shown with its headers, HTML and text, and given as it was sent', async () => {
  const id = await put('ada@shop.example')
  expect(await getMail(ctx, id)).toMatchObject({
    ...{ recipient: 'ada@shop.example', subject: 'Sprüng', mailing: null, bytes: raw.length },
    html: expect.stringContaining('<p>Hell&ouml;</p>'),
    text: expect.stringMatching(/^Hello\s*$/),
    headers: expect.arrayContaining([
      { name: 'To', value: 'ada@shop.example' },
      { name: 'X-Long', value: 'one two: three' },
    ]),
  })
  expect((await getMailSource(ctx, id)).toString()).toBe(raw)
  const plain = await put('bob@shop.example', { source: 'garbage\0' })
  expect(await getMail(ctx, plain)).toMatchObject({ html: null })
})

test('clearing throws away the account’s own, and no other’s', async () => {
  const other = await newAccount()
  const theirs = await put('eve@other.example', { of: other })
  await put('ada@shop.example')
  expect([await clearOutbox(ctx), await clearOutbox(ctx)]).toEqual([1, 0])
  expect([await countOutbox(ctx), await countOutbox(other)]).toEqual([0, 1])
  for (const id of [theirs, 'x', '', '1'.repeat(19)]) {
    await expect(getMail(ctx, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getMailSource(ctx, id)).rejects.toMatchObject({ code: 'not_found' })
  }
})

test('a viewer looks and clears nothing; without the scope there is nothing to see', async () => {
  const id = await put('ada@shop.example')
  const viewer = await asUser(ctx, 'viewer')
  expect((await getMail(viewer, id)).id).toBe(id)
  await expect(clearOutbox(viewer)).rejects.toMatchObject({ code: 'forbidden' })
  const stranger = { ...ctx, actor: { ...ctx.actor, scopes: new Set(['contacts:read'] as const) } }
  await expect(getMail(stranger, id)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listOutbox(stranger, undefined, { limit: 1 })).rejects.toMatchObject({ code: 'forbidden' })
})
