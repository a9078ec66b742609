import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { deactivateContact } from '@/lib/contacts/card/commands'
import { getContactCard } from '@/lib/contacts/card/queries'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { getContact } from '@/lib/contacts/queries/contacts'
import { createPermission, deletePermission } from '@/lib/permissions/commands'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { newMailed } from '@/lib/testing/mailed'
import { listening } from '@/lib/testing/webhook-events'
import { getMailChoices, resumeMail, saveChoices, stopAllMail, unsubscribe } from './choices'
import type { MailedTo } from './token'

testDatabase()

const saidOf = async (ctx: Context) =>
  (await getContact(ctx, 'ada')).permissions.map(({ bit, granted }) => [bit, granted])
const recipientOf = ({ db }: Context, { accountId, mailingId, contactId }: MailedTo) =>
  db.mailingRecipient.findFirstOrThrow({ where: { accountId, mailingId, contactId } })

async function withOffers(): Promise<Context> {
  const ctx = await newAccount()
  await createPermission(ctx, { name: 'Offers', bit: 2 })
  await newMailed(ctx, { bit: 2 })
  return ctx
}

test('unsubscribing withdraws the permission of the mailing and no other, once, and says who did', async () => {
  const ctx = await withOffers()
  const mailed = await newMailed(ctx, { bit: 1 })
  expect(await getMailChoices(ctx, mailed)).toMatchObject({
    permission: { name: 'Newsletter', granted: true },
    status: 'mailed',
  })
  await Promise.all([1, 2, 3].map(() => unsubscribe(ctx, mailed, 'One-click unsubscribe')))
  expect(await saidOf(ctx)).toEqual([
    [1, false],
    [2, true],
  ])
  expect((await recipientOf(ctx, mailed)).unsubscribedAt).not.toBeNull()
  const { permissions, status } = await getContactCard(ctx, 'ada')
  expect(status).toBe('active')
  expect(permissions[0]?.said).toMatchObject([
    { granted: false, by: { kind: 'mailing', name: 'Spring' }, proof: 'One-click unsubscribe' },
    { granted: true },
  ])
  expect(await getMailChoices(ctx, mailed)).toMatchObject({
    permission: { granted: false },
    status: 'mailed',
  })
})

test.each([{ bit: null }, { bit: 1, isService: true }])(
  'of a mailing sent without permission all mail stops: %j',
  async (options) => {
    const ctx = await withOffers()
    const mailed = await newMailed(ctx, options)
    expect(await getMailChoices(ctx, mailed)).toMatchObject({ permission: null, status: 'mailed' })
    await unsubscribe(ctx, mailed, 'Unsubscribe link')
    expect(await getContact(ctx, 'ada')).toMatchObject({ status: 'inactive', statusReason: 'opted-out' })
    expect((await saidOf(ctx)).every(([, granted]) => granted === false)).toBe(true)
  },
)

test('of a mailing whose permission was deleted there is nothing to withdraw', async () => {
  const ctx = await withOffers()
  const mailed = await newMailed(ctx, { bit: 2 })
  await deletePermission(ctx, { bit: 2 })
  expect(await getMailChoices(ctx, mailed)).toMatchObject({ permission: { name: 'Offers', granted: false } })
  await unsubscribe(ctx, mailed, 'Unsubscribe link')
  expect((await getContact(ctx, 'ada')).status).toBe('active')
})

test('preferences grant and withdraw what was on the page, and only that', async () => {
  const ctx = await withOffers()
  const mailed = await newMailed(ctx, { bit: 1 })
  await createPermission(ctx, { name: 'Events', bit: 3 })
  await saveChoices(ctx, mailed, { shown: [2, 3], granted: [3, 60] })
  expect(await saidOf(ctx)).toEqual([
    [1, true],
    [2, false],
    [3, true],
  ])
  expect((await recipientOf(ctx, mailed)).unsubscribedAt).toBeNull()
  await saveChoices(ctx, mailed, { shown: [1], granted: [] })
  expect((await recipientOf(ctx, mailed)).unsubscribedAt).not.toBeNull()
  const changes = await ctx.db.consentChange.count({ where: { accountId: mailed.accountId } })
  await saveChoices(ctx, mailed, { shown: [1, 2, 3], granted: [3] })
  expect(await ctx.db.consentChange.count({ where: { accountId: mailed.accountId } })).toBe(changes)
})

test('who stops all mail gets none, until they say so themselves; permissions stay withdrawn', async () => {
  const ctx = await withOffers()
  const mailed = await newMailed(ctx)
  await stopAllMail(ctx, mailed)
  await stopAllMail(ctx, mailed)
  expect(await getContact(ctx, 'ada')).toMatchObject({ status: 'inactive', statusReason: 'opted-out' })
  expect(await getMailChoices(ctx, mailed)).toMatchObject({ status: 'opted-out' })
  await resumeMail(ctx, mailed)
  expect(await getContact(ctx, 'ada')).toMatchObject({ status: 'active', statusReason: null })
  expect(await saidOf(ctx)).toEqual([
    [1, false],
    [2, false],
  ])
})

test('who was made inactive otherwise does not become active by a link', async () => {
  const ctx = await newAccount()
  const mailed = await newMailed(ctx)
  await deactivateContact(ctx, { externalId: 'ada', reason: 'asked by phone' })
  await resumeMail(ctx, mailed)
  await stopAllMail(ctx, mailed)
  await resumeMail(ctx, mailed)
  expect(await getContact(ctx, 'ada')).toMatchObject({
    status: 'inactive',
    statusReason: 'By hand: asked by phone',
  })
  expect(await getMailChoices(ctx, mailed)).toMatchObject({ status: 'stopped' })
})

test('of an erased person the page says nothing, and nothing is written', async () => {
  const ctx = await newAccount()
  const mailed = await newMailed(ctx)
  await eraseContact(ctx, 'ada')
  expect(await getMailChoices(ctx, mailed)).toMatchObject({ status: 'erased', permissions: [] })
  await unsubscribe(ctx, mailed, 'Unsubscribe link')
  await saveChoices(ctx, mailed, { shown: [1], granted: [1] })
  await resumeMail(ctx, mailed)
  expect(await ctx.db.contactPermission.count({ where: { accountId: mailed.accountId } })).toBe(0)
  expect((await recipientOf(ctx, mailed)).unsubscribedAt).toBeNull()
})

test('a contact of another account is nobody here', async () => {
  const [ours, theirs] = [await newAccount(), await newAccount()]
  const { mailingId, contactId } = await newMailed(theirs)
  const forged = { accountId: ours.actor.accountId, mailingId, contactId }
  expect(await getMailChoices(ours, forged)).toMatchObject({ status: 'erased', permission: null })
  await stopAllMail(ours, forged)
  await unsubscribe(ours, forged, 'Unsubscribe link')
  expect(await getContact(theirs, 'ada')).toMatchObject({
    status: 'active',
    permissions: [{ granted: true }],
  })
  expect(
    (await recipientOf(theirs, { ...forged, accountId: theirs.actor.accountId })).unsubscribedAt,
  ).toBeNull()
})

test('systems that listen learn what was withdrawn, once', async () => {
  const ctx = await withOffers()
  const mailed = await newMailed(ctx)
  const told = await listening(ctx)
  const event = 'contact.unsubscribed'
  const from = { externalId: 'ada', mailingId: String(mailed.mailingId) }
  await unsubscribe(ctx, mailed, 'Unsubscribe link')
  await unsubscribe(ctx, mailed, 'Unsubscribe link')
  await saveChoices(ctx, mailed, { shown: [1], granted: [1] })
  expect(await told()).toEqual([{ event, data: { ...from, permissions: [1], stopped: false } }])
  await stopAllMail(ctx, mailed)
  await stopAllMail(ctx, mailed)
  expect((await told()).slice(0, -1)).toEqual([
    { event, data: { ...from, permissions: [1, 2], stopped: true } },
  ])
})

test('is refused without the scope', async () => {
  const ctx = await newAccount()
  const mailed = await newMailed(ctx)
  const reader = { ...ctx, actor: { ...ctx.actor, scopes: new Set(['contacts:read'] as const) } }
  for (const verb of [unsubscribe, stopAllMail, resumeMail])
    await expect(verb(reader, mailed, 'Unsubscribe link')).rejects.toMatchObject({ code: 'forbidden' })
})
