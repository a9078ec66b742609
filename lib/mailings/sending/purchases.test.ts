import { afterAll, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { saveMessage, setMessageStatus } from '@/lib/messages/commands/save-message'
import { getMessage } from '@/lib/messages/queries'
import { overrideEnv } from '@/lib/platform/env'
import { type MailTransport, openTransport } from '@/lib/platform/mail/transport'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { recipientCounts, systemOf } from '@/lib/testing/due-mailings'
import { draft, ran } from '@/lib/testing/imports'
import { testMailServer } from '@/lib/testing/mail-server'
import { readyMailing, schedule } from '@/lib/testing/mailings'
import { contentOf, dynamicBlock, savedMessage, textBlock, unsubscribeBlock } from '@/lib/testing/messages'
import {
  addressOf,
  byTurnover,
  type Customer,
  customers,
  importCustomers,
  syncMembers,
} from '@/lib/testing/purchases'
import { sendMailing } from './engine'
import { Pace } from './pace'
import { startDue } from './start'

testDatabase()
const server = testMailServer()
let transport: MailTransport
afterAll(() => transport?.close())

async function audience(ctx: Context, externalId: string, name: string): Promise<number> {
  await createAudience(ctx, { externalId, name })
  const where = { accountId: ctx.actor.accountId, externalId }
  return (await ctx.db.audience.findFirstOrThrow({ where })).id
}

/** They agreed to the newsletter at the till. */
async function grantNewsletter(ctx: Context, to: readonly Customer[]): Promise<void> {
  const importId = await draft(ctx, ['id', ...to.map(({ id }) => id)].join('\n'), {
    ...{ columns: ['id'], grants: [1], proof: 'Form at the till' },
  })
  expect(await ran(ctx, importId)).toMatchObject({ status: 'done' })
}

/** A final message with a block for those in `listId`, and another for everybody else. */
async function finalMessage(ctx: Context, listId: number): Promise<string> {
  const messageId = await savedMessage(ctx, 'Spring offer')
  const block = dynamicBlock(
    listId,
    [textBlock('<p>We miss you</p>')],
    [textBlock('<p>Glad you are here</p>')],
  )
  const body = {
    ...{ subject: 'Number {{externalId}}: {{turnover|nothing}}', preheader: '' },
    content: contentOf(block, unsubscribeBlock()),
  }
  const saved = await saveMessage(ctx, {
    messageId,
    revision: (await getMessage(ctx, messageId)).revision,
    body,
  })
  await setMessageStatus(ctx, { messageId, revision: saved.revision, status: 'final' })
  return messageId
}

test('the best customers who want the newsletter get it, each with the block that is for them', async () => {
  const ctx = await newAccount()
  overrideEnv({ SMTP_URL: server.url(), APP_URL: 'https://mail.shop.example' })
  const all = customers()
  await importCustomers(ctx, all)
  const ranked = byTurnover(all)
  const top = ranked.slice(0, 100)
  const willing = top.filter((_, n) => n % 5 < 3)
  expect(willing).toHaveLength(60)
  await grantNewsletter(ctx, [...willing, ...ranked.slice(100, 150)])
  const days = top.map(({ lastBought }) => lastBought).sort()
  const isLapsed = ({ lastBought }: Customer) => lastBought < (days[50] ?? '')
  const lapsedId = await audience(ctx, 'lapsed', 'Lapsed')
  await syncMembers(ctx, 'lapsed', all.filter(isLapsed))
  const topId = await audience(ctx, 'top-100', 'Top 100 customers')
  // The ranking of the week before: half of them are others.
  await syncMembers(ctx, 'top-100', ranked.slice(51, 151))

  const editor = await asUser(ctx, 'editor')
  const messageId = await finalMessage(editor, lapsedId)
  const target = { kind: 'dynamic-list' as const, listId: topId }
  const mailingId = await readyMailing(editor, { target, messageId, permission: 1 })
  await schedule(editor, mailingId)
  await syncMembers(ctx, 'top-100', top)
  expect(await startDue(ctx)).toBe(1)
  transport = openTransport(server.url(), 5)
  const sender = {
    transport,
    pace: new Pace(0),
    parallel: () => 5,
    count: () => {},
    stop: new AbortController().signal,
  }
  expect(await sendMailing(systemOf(ctx), BigInt(mailingId), { sender, failures: 0 })).toBe('done')

  expect(await recipientCounts(ctx, BigInt(mailingId))).toEqual({ sent: 60 })
  expect(server.taken.map(({ to }) => to.join()).sort()).toEqual(willing.map(addressOf).sort())
  const lapsed = willing.filter(isLapsed)
  expect(lapsed.length).toBeGreaterThan(5)
  expect(lapsed.length).toBeLessThan(55)
  for (const customer of willing) {
    const parsed = server.taken.find(({ to }) => to[0] === addressOf(customer))?.parsed
    const says = isLapsed(customer) ? 'We miss you' : 'Glad you are here'
    const others = isLapsed(customer) ? 'Glad you are here' : 'We miss you'
    for (const text of [parsed?.html, parsed?.text]) {
      expect(text).toContain(says)
      expect(text).not.toContain(others)
    }
    expect(parsed?.subject).toMatch(new RegExp(`^Number ${customer.id}: `))
  }
}, 180_000)
