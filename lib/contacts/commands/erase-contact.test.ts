import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { withConnection } from '@/lib/platform/pool'
import { addContacts } from '@/lib/syncs/commands/change-members'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { getContact, listBounces, searchContacts } from '../queries/contacts'
import { createSyncedContacts } from './create-synced-contacts'
import { eraseContact } from './erase-contact'
import { upsertContact, upsertContactList } from './upsert-contacts'

testDatabase()

const upsert = { mode: 'upsert', purge: false } as const

/** Ada and Bob, both in audience a; Ada in b too. */
async function adaAndBob(): Promise<{ ctx: Context; accountId: number }> {
  const ctx = await newAccount()
  await upsertContact(
    ctx,
    'ada',
    { email: 'Ada@x.nl', properties: { city: 'Delft' }, permissions: [{ bit: 1, granted: true }] },
    upsert,
  )
  await upsertContact(ctx, 'bob', { email: 'bob@x.nl' }, upsert)
  await createAudience(ctx, { externalId: 'a', name: 'A' })
  await createAudience(ctx, { externalId: 'b', name: 'B' })
  await addContacts(ctx, 'a', ['ada', 'bob'])
  await addContacts(ctx, 'b', ['ada'])
  return { ctx, accountId: ctx.actor.accountId }
}

describe('eraseContact', () => {
  test('leaves an anonymous row and audiences whose figures still add up', async () => {
    const { ctx, accountId } = await adaAndBob()
    const { id } = await ctx.db.contact.findFirstOrThrow({ where: { accountId, externalId: 'ada' } })
    await ctx.db.bounce.create({ data: { accountId, contactId: id, kind: 'soft' } })
    await ctx.db.formerMember.create({
      data: { accountId, audienceId: 1, contactId: id, joinedRevision: 1, leftRevision: 2 },
    })
    const reason = '550 no ada@x.nl here'
    await ctx.db.mailingRecipient.create({
      data: { accountId, mailingId: 1, contactId: id, status: 'failed', reason },
    })
    const mail = { accountId, sender: 'shop@y.nl', subject: 'Dear Ada', raw: Buffer.from('Dear Ada') }
    await ctx.db.outboxMail.createMany({ data: [{ ...mail, recipient: 'Ada@x.nl' }] })
    await eraseContact(ctx, 'ada')

    await expect(getContact(ctx, 'ada')).rejects.toMatchObject({ code: 'not_found' })
    expect((await searchContacts(ctx, {}, { limit: 9 })).rows.map(({ externalId }) => externalId)).toEqual([
      'bob',
    ])
    expect(await ctx.db.contact.findFirstOrThrow({ where: { accountId, id } })).toMatchObject({
      externalId: expect.stringMatching(/^erased-/),
      email: null,
      emailKey: '',
      status: 'inactive',
      properties: {},
      erasedAt: expect.any(Date),
    })
    expect(await ctx.db.contactPermission.count({ where: { accountId } })).toBe(0)
    expect(await ctx.db.consentChange.count({ where: { accountId } })).toBe(0)
    expect(await ctx.db.bounce.count({ where: { accountId } })).toBe(0)
    expect(await ctx.db.outboxMail.count({ where: { accountId } })).toBe(0)
    expect(await ctx.db.mailingRecipient.findMany({ where: { accountId } })).toMatchObject([
      { status: 'failed', reason: null },
    ])
    expect(await ctx.db.formerMember.count({ where: { accountId, contactId: id } })).toBe(0)
    expect(await ctx.db.member.count({ where: { accountId } })).toBe(1)
    const audiences = await ctx.db.audience.findMany({ where: { accountId }, orderBy: { externalId: 'asc' } })
    expect(audiences).toMatchObject([
      { memberCount: 1n, revision: 2, lastContactRemovedAt: expect.any(Date) },
      { memberCount: 0n, revision: 2, lastContactRemovedAt: expect.any(Date) },
    ])
    const notes = await ctx.db.sync.findMany({
      where: { accountId, mode: 'erase' },
      orderBy: { audienceId: 'asc' },
    })
    expect(notes).toMatchObject([
      { status: 'done', removed: 1n, membersBefore: 2n, membersAfter: 1n, revision: 2, received: 0n },
      { status: 'done', removed: 1n, membersBefore: 1n, membersAfter: 0n, revision: 2, received: 0n },
    ])
  })

  test('nothing in the database names the person afterwards', async () => {
    const { ctx, accountId } = await adaAndBob()
    await addContacts(ctx, 'a', ['ada', 'nobody']).catch(() => {})
    await eraseContact(ctx, 'ada')
    const rejections = await ctx.db.syncRejection.findMany({ where: { accountId } })
    const tombstones = await ctx.db.erasure.findMany({ where: { accountId } })
    expect(rejections.map(({ value }) => value)).toEqual(['nobody'])
    expect(tombstones.map(({ digest }) => digest.length)).toEqual([32, 32])
  })

  test('no upsert and no sync brings the person back', async () => {
    const { ctx, accountId } = await adaAndBob()
    await eraseContact(ctx, 'ada')
    const results = await upsertContactList(
      ctx,
      [
        { externalId: 'ada', input: { email: 'other@x.nl' } },
        { externalId: 'eve', input: { email: 'ADA@x.nl' } },
        { externalId: 'bob', input: { email: 'ada@x.nl' } },
        { externalId: 'carl', input: { email: 'carl@x.nl' } },
      ],
      upsert,
    )
    expect(results.map(({ outcome }) => outcome)).toEqual(['erased', 'erased', 'erased', 'created'])
    await expect(upsertContact(ctx, 'ada', {}, upsert)).rejects.toMatchObject({ code: 'contact_erased' })
    await expect(upsertContact(ctx, 'ada', {}, { mode: 'update', purge: false })).rejects.toMatchObject({
      code: 'not_found',
    })
    const synced = await withConnection((connection) =>
      createSyncedContacts(connection, ctx.actor.accountId, [
        { externalId: 'ada', email: 'other@x.nl' },
        { externalId: 'eve', email: 'ada@x.nl' },
        { externalId: 'dora', email: 'not one' },
        { externalId: 'emil', email: ' Emil@x.nl' },
      ]),
    )
    expect(synced.map((result) => ('reason' in result ? result.reason.slice(0, 6) : 'made'))).toEqual([
      'erased',
      'erased',
      'The e-',
      'made',
    ])
    expect(await ctx.db.contact.count({ where: { accountId, emailKey: 'ada@x.nl' } })).toBe(0)
    expect(
      await ctx.db.contact.count({ where: { accountId, emailKey: 'emil@x.nl', email: 'Emil@x.nl' } }),
    ).toBe(1)
  })

  test('a second time, in another account, without the scope', async () => {
    const { ctx } = await adaAndBob()
    await expect(eraseContact(await newAccount(), 'ada')).rejects.toMatchObject({ code: 'not_found' })
    await expect(eraseContact(await newAccount({ role: 'viewer' }), 'ada')).rejects.toMatchObject({
      code: 'forbidden',
    })
    await eraseContact(ctx, 'ada')
    await expect(eraseContact(ctx, 'ada')).rejects.toMatchObject({ code: 'not_found' })
  })

  test('beside additions of the same contact, the counts are those of the members', async () => {
    const { ctx, accountId } = await adaAndBob()
    const outcomes = await Promise.allSettled([
      addContacts(ctx, 'b', ['bob', 'ada']),
      eraseContact(ctx, 'ada'),
      addContacts(ctx, 'a', ['ada']),
      addContacts(ctx, 'b', ['ada']),
    ])
    expect(outcomes[1]?.status).toBe('fulfilled')
    for (const { id, memberCount } of await ctx.db.audience.findMany({ where: { accountId } })) {
      expect(await ctx.db.member.count({ where: { accountId, audienceId: id } })).toBe(Number(memberCount))
    }
    const erased = await ctx.db.contact.findFirstOrThrow({ where: { accountId, NOT: { erasedAt: null } } })
    expect(await ctx.db.member.count({ where: { accountId, contactId: erased.id } })).toBe(0)
  })
})

describe('listBounces', () => {
  test('those in the period, by when', async () => {
    const { ctx, accountId } = await adaAndBob()
    const { id } = await ctx.db.contact.findFirstOrThrow({ where: { accountId, externalId: 'bob' } })
    for (const [day, kind] of [
      ['03', 'hard'],
      ['01', 'soft'],
      ['02', 'soft'],
    ] as const) {
      const bouncedAt = new Date(`2026-01-${day}`)
      await ctx.db.bounce.create({ data: { accountId, contactId: id, kind, reason: day, bouncedAt } })
    }
    const period = { from: new Date('2026-01-02'), to: new Date('2026-01-04') }
    const page = await listBounces(ctx, period, { limit: 5 })
    expect(page.rows).toMatchObject([
      { externalContactId: 'bob', kind: 'soft', reason: '02' },
      { externalContactId: 'bob', kind: 'hard', reason: '03' },
    ])
  })
})
