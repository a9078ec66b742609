import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { overrideEnv } from '@/lib/platform/env'
import { pool } from '@/lib/platform/pool'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { dueMailing, mailingOf, newRecipients, recipientCounts } from '@/lib/testing/due-mailings'
import { testMailSink } from '@/lib/testing/mail-sink'
import { sendTest } from './send-test'

testDatabase()
const sink = testMailSink()

async function ready(): Promise<{ ctx: Context; mailingId: string; ids: string[] }> {
  const ctx = await newAccount()
  const listId = await newRecipients(ctx, 3)
  const { rows } = await pool().query(
    `update contact set test_group = external_id <> 'c3' where account_id = $1 returning id, external_id`,
    [ctx.actor.accountId],
  )
  const dynamic = {
    type: 'Dynamic' as const,
    props: {
      ...{ id: 'd', listId, listName: 'Everybody', listKind: 'rules' as const },
      content: [
        { type: 'Text' as const, props: { id: 'e', html: '<p>Hello {{firstName|you}}, {{email}}</p>' } },
      ],
      otherwise: [],
    },
  }
  const rules = await pool().query(
    `with l as (insert into list (account_id, kind, name, name_key) values ($1, 'rules', 'Ann 1', 'ann 1') returning id)
     insert into rule_list (account_id, id, rules) select $1, id, $2 from l returning id`,
    [
      ctx.actor.accountId,
      {
        selections: [
          {
            refinements: [
              { on: 'property', property: 'firstName', test: { type: 'text', op: 'is', value: 'Ann 1' } },
            ],
          },
        ],
        exclusions: [],
      },
    ],
  )
  dynamic.props.listId = rules.rows[0].id
  const blocks = [
    dynamic,
    { type: 'Text' as const, props: { id: 'l', html: '<a href="https://x.example/">go</a>' } },
  ]
  const id = await dueMailing(ctx, { listId, blocks })
  const sorted = rows.toSorted((a, b) => a.external_id.localeCompare(b.external_id))
  return { ctx, mailingId: String(id), ids: sorted.map((row) => row.id) }
}

test('a test goes out as each would get it, and leaves no trace', async () => {
  const { ctx, mailingId, ids } = await ready()
  const results = await sendTest(ctx, mailingId, ids.slice(0, 2))
  expect(results.map(({ email, sent, reason }) => [email, sent, reason]).sort()).toEqual([
    ['c1@example.com', true, null],
    ['c2@example.com', true, null],
  ])
  const htmlTo = async (to: string) =>
    (await simpleParser(sink.taken.find((each) => each.to === to)?.raw ?? '')).html
  expect(await htmlTo('c1@example.com')).toContain('Hello Ann 1, c1@example.com')
  expect(await htmlTo('c2@example.com')).not.toContain('Hello')
  expect(await htmlTo('c1@example.com')).toContain('href="https://x.example/"')
  expect(await recipientCounts(ctx, BigInt(mailingId))).toEqual({})
  expect((await mailingOf(ctx, BigInt(mailingId))).status).toBe('scheduled')
})

test('what the mail server said is told', async () => {
  const { ctx, mailingId, ids } = await ready()
  sink.answers(({ command }) => (command === 'RCPT' ? '550 5.1.1 Nobody' : undefined))
  expect(await sendTest(ctx, mailingId, ids.slice(0, 1))).toMatchObject([
    { sent: false, reason: '550 5.1.1 Nobody' },
  ])
})

test('nobody outside the test group gets it, nor anybody when it cannot be sent', async () => {
  const { ctx, mailingId, ids } = await ready()
  const invalid = { code: 'invalid' }
  await expect(sendTest(ctx, mailingId, ids)).rejects.toMatchObject(invalid)
  await expect(sendTest(ctx, mailingId, [])).rejects.toMatchObject(invalid)
  await expect(sendTest(ctx, mailingId, ['x'])).rejects.toMatchObject(invalid)
  const many = Array.from({ length: 21 }, (_, n) => String(n))
  await expect(sendTest(ctx, mailingId, many)).rejects.toMatchObject(invalid)
  const other = await ready()
  await expect(sendTest(other.ctx, mailingId, other.ids.slice(0, 1))).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(sendTest(other.ctx, other.mailingId, ids.slice(0, 1))).rejects.toMatchObject(invalid)
  await expect(sendTest(await asUser(ctx, 'viewer'), mailingId, ids.slice(0, 1))).rejects.toMatchObject({
    code: 'forbidden',
  })
  const url = sink.url()
  overrideEnv({ SMTP_URL: '' })
  await expect(sendTest(ctx, mailingId, ids.slice(0, 1))).rejects.toMatchObject({ code: 'unavailable' })
  overrideEnv({ SMTP_URL: url })
  expect(sink.taken).toEqual([])
})
