import { beforeEach, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { activateContact } from '@/lib/contacts/card/commands'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { getContact, listBounces } from '@/lib/contacts/queries/contacts'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { listening } from '@/lib/testing/webhook-events'
import { noteBounce } from './note-bounce'

testDatabase()

let now = new Date('2026-05-01T09:00:00Z')
let ctx: Context
let contactId: bigint
beforeEach(async () => {
  now = new Date('2026-05-01T09:00:00Z')
  ctx = await newAccount({ now: () => now })
  contactId = await contact('ada')
})

async function contact(externalId: string, of = ctx): Promise<bigint> {
  const input = { email: `${externalId}@shop.example` }
  await upsertContact(of, externalId, input, { mode: 'create', purge: false })
  const { accountId } = of.actor
  return (await of.db.contact.findFirstOrThrow({ where: { accountId, externalId } })).id
}

async function mail(mailingId: bigint): Promise<void> {
  const { accountId } = ctx.actor
  await ctx.db.mailingRecipient.create({ data: { accountId, mailingId, contactId, status: 'sent' } })
}

const note = (kind: 'hard' | 'soft' | 'complaint', mailingId: bigint | null, reason: string | null = null) =>
  noteBounce(ctx, { mailingId, contactId, kind, reason })
const recipient = (mailingId: bigint) =>
  ctx.db.mailingRecipient.findFirstOrThrow({ where: { accountId: ctx.actor.accountId, mailingId } })

test('a hard bounce is noted once, with its reason, and makes the contact inactive', async () => {
  await mail(7n)
  const said = '550 5.1.1\r\n\tno such\0 user'
  const outcomes = await Promise.all([note('hard', 7n, said), note('hard', 7n, said), note('hard', 7n, said)])
  expect(outcomes.sort()).toEqual(['known', 'known', 'noted'])
  expect(await getContact(ctx, 'ada')).toMatchObject({ status: 'inactive', statusReason: 'hard-bounce' })
  expect(await recipient(7n)).toMatchObject({ bouncedAt: now, complainedAt: null })
  const period = { from: new Date(0), to: new Date('2027-01-01') }
  expect((await listBounces(ctx, period, { limit: 10 })).rows).toMatchObject([
    { externalContactId: 'ada', kind: 'hard', reason: '550 5.1.1 no such user' },
  ])
})

test('a complaint makes the contact inactive, and is no bounce to those who list them', async () => {
  await mail(7n)
  await note('complaint', 7n)
  expect(await getContact(ctx, 'ada')).toMatchObject({ status: 'inactive', statusReason: 'complaint' })
  expect(await recipient(7n)).toMatchObject({ bouncedAt: null, complainedAt: now })
  const period = { from: new Date(0), to: new Date('2027-01-01') }
  expect((await listBounces(ctx, period, { limit: 10 })).rows).toEqual([])
})

test('the third soft bounce of different mailings within 30 days makes the contact inactive', async () => {
  const day = (n: number) => new Date(Date.UTC(2026, 4, n, 9))
  const status = async () => (await getContact(ctx, 'ada')).statusReason
  await note('soft', 1n)
  await note('soft', 1n)
  now = day(2)
  await note('soft', 2n)
  now = day(31)
  await note('soft', 3n)
  // The first is 30 days ago by now.
  expect(await status()).toBeNull()
  await note('soft', 4n)
  expect(await status()).toBe('soft-bounces')
})

test('systems that listen learn of each, once, and whether the contact is mailed no more', async () => {
  const told = await listening(ctx)
  for (const kind of ['soft', 'soft', 'hard'] as const) await note(kind, 7n)
  await note('complaint', null)
  const [event, externalId] = ['contact.bounced', 'ada']
  expect(await told()).toEqual([
    { event, data: { externalId, kind: 'complaint', mailingId: null, stopped: true } },
    { event, data: { externalId, kind: 'hard', mailingId: '7', stopped: true } },
    { event, data: { externalId, kind: 'soft', mailingId: '7', stopped: false } },
  ])
})

test('one that names no mailing counts once a day', async () => {
  expect([await note('soft', null), await note('soft', null)]).toEqual(['noted', 'known'])
  now = new Date('2026-05-02T09:00:01Z')
  expect(await note('soft', null)).toBe('noted')
})

test('who was made active again by hand is not made inactive by what was told before', async () => {
  await note('hard', 7n)
  await activateContact(ctx, { externalId: 'ada' })
  expect(await note('hard', 7n)).toBe('known')
  expect((await getContact(ctx, 'ada')).status).toBe('active')
})

test('a contact of another account, one that is not there, and one that was erased are unknown', async () => {
  const other = await newAccount()
  const theirs = await contact('bob', other)
  expect(await noteBounce(ctx, { mailingId: 7n, contactId: theirs, kind: 'hard', reason: null })).toBe(
    'unknown',
  )
  expect((await getContact(other, 'bob')).status).toBe('active')
  await eraseContact(ctx, 'ada')
  expect(await note('hard', 7n)).toBe('unknown')
  expect(await ctx.db.bounce.count({ where: { accountId: ctx.actor.accountId } })).toBe(0)
})

test('is refused without the scope', async () => {
  const reader = { ...ctx, actor: { ...ctx.actor, scopes: new Set(['contacts:read'] as const) } }
  await expect(
    noteBounce(reader, { mailingId: null, contactId, kind: 'hard', reason: null }),
  ).rejects.toMatchObject({ code: 'forbidden' })
})
