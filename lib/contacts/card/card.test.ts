import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { createPermission } from '@/lib/permissions/commands'
import { addContacts } from '@/lib/syncs/commands/change-members'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { deleteProperty, hideProperty } from '../commands/change-property'
import { eraseContact } from '../commands/erase-contact'
import { upsertContact } from '../commands/upsert-contacts'
import { getContact } from '../queries/contacts'
import { activateContact, createContact, deactivateContact, editContact, setConsent } from './commands'
import { getContactCard } from './queries'
import { mailingsMax } from './schema'

testDatabase()

const merge = { mode: 'upsert', purge: false } as const

async function ada(): Promise<Context> {
  const ctx = await newAccount()
  const properties = { city: 'Delft', gender: 'f' }
  await upsertContact(
    ctx,
    'ada',
    { email: 'ada@x.nl', properties, permissions: [{ bit: 1, granted: true }] },
    merge,
  )
  return ctx
}
const grant = { externalId: 'ada', bit: 1, granted: true, proof: 'Signed at the fair' }
const withdraw = { externalId: 'ada', bit: 1, granted: false, proof: null }
const edit = (changedAt: string, properties: Record<string, unknown> = {}) => ({
  ...{ externalId: 'ada', email: 'ada@x.nl', testGroup: false },
  properties,
  changedAt,
})

describe('the card', () => {
  test('has what was said to each permission, by whom, the latest first, and what was never asked', async () => {
    const system = await ada()
    await createPermission(system, { name: 'Offers' })
    const editor = await asUser(system, 'editor')
    await setConsent(editor, { ...withdraw, proof: 'By telephone' })
    await setConsent(editor, grant)
    const { permissions } = await getContactCard(system, 'ada')
    const user = { kind: 'user', name: 'A test editor' }
    expect(permissions).toMatchObject([
      {
        bit: 1,
        said: [
          { granted: true, by: user, proof: 'Signed at the fair' },
          { granted: false, by: user, proof: 'By telephone' },
          { granted: true, by: { kind: 'credential', name: expect.stringMatching(/^Test /) }, proof: null },
        ],
      },
      { bit: 2, name: 'Offers', said: [] },
    ])
  })

  test('has the lists that keep the contact, and since when', async () => {
    const ctx = await ada()
    const { accountId } = ctx.actor
    await createAudience(ctx, { externalId: 'b', name: 'B' })
    await createAudience(ctx, { externalId: 'c', name: 'C' })
    await addContacts(ctx, 'b', ['ada'])
    const list = await ctx.db.list.create({ data: { accountId, kind: 'static', name: 'A', nameKey: 'a' } })
    await ctx.db.staticList.create({ data: { accountId, id: list.id, memberCount: 1n } })
    const { id } = await ctx.db.contact.findFirstOrThrow({ where: { accountId } })
    const addedAt = new Date('2026-01-02T03:04:05Z')
    await ctx.db.staticMember.create({ data: { accountId, listId: list.id, contactId: id, addedAt } })
    expect((await getContactCard(ctx, 'ada')).lists).toMatchObject([
      { kind: 'static', name: 'A', since: '2026-01-02T03:04:05.000Z' },
      { kind: 'audience', name: 'B', since: expect.stringMatching(/Z$/) },
    ])
  })

  test('has the latest mailings with what became of them', async () => {
    const ctx = await ada()
    const { accountId } = ctx.actor
    const { id: contactId } = await ctx.db.contact.findFirstOrThrow({ where: { accountId } })
    const at = (day: number) => new Date(Date.UTC(2026, 0, day))
    const received = Array.from({ length: mailingsMax + 1 }, (_, n) => ({
      ...{ accountId, contactId, kind: 'received', mailingId: BigInt(n), happenedAt: at(n) },
    }))
    await ctx.db.mailingEvent.createMany({
      data: [...received, { accountId, contactId, kind: 'opened', mailingId: 50n, happenedAt: at(51) }],
    })
    await ctx.db.mailing.create({ data: { accountId, id: 49n, name: 'Spring' } })
    const { mailings } = await getContactCard(ctx, 'ada')
    expect(mailings[1]).toMatchObject({ mailingId: '49', name: 'Spring' })
    expect(mailings).toHaveLength(mailingsMax)
    expect(mailings[0]).toEqual({
      ...{ mailingId: '50', name: null, receivedAt: at(50).toISOString() },
      ...{ openedAt: at(51).toISOString(), clickedAt: null },
    })
  })
})

describe('a consent', () => {
  test('that is so already keeps when and how it came about', async () => {
    const ctx = await ada()
    await setConsent(ctx, withdraw)
    const { changedAt } = await getContact(ctx, 'ada')
    await Promise.all([grant, grant, grant].map((same) => setConsent(ctx, same)))
    await setConsent(ctx, { ...grant, proof: 'Another story' })
    const [permission] = (await getContactCard(ctx, 'ada')).permissions
    expect(permission?.said.map(({ proof }) => proof)).toEqual(['Signed at the fair', null, null])
    expect((await getContact(ctx, 'ada')).changedAt > changedAt).toBe(true)
  })

  test('that a system gives again has not the proof of before', async () => {
    const ctx = await ada()
    await setConsent(ctx, withdraw)
    await setConsent(ctx, grant)
    for (const granted of [false, true])
      await upsertContact(ctx, 'ada', { permissions: [{ bit: 1, granted }] }, merge)
    expect(
      await ctx.db.contactPermission.findFirst({ where: { accountId: ctx.actor.accountId } }),
    ).toMatchObject({
      granted: true,
      proof: null,
    })
  })

  test('of nobody, to nothing', async () => {
    const ctx = await ada()
    await expect(setConsent(ctx, { ...grant, externalId: 'bob' })).rejects.toMatchObject({
      code: 'not_found',
    })
    await expect(setConsent(ctx, { ...grant, bit: 9 })).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('an edit', () => {
  test('changes what it names, and clears with null', async () => {
    const ctx = await ada()
    await hideProperty(ctx, { name: 'gender', hidden: true })
    const { changedAt } = await getContact(ctx, 'ada')
    const properties = { city: null, birthdate: '1815-12-10', company: 'Analytical' }
    await expect(editContact(ctx, edit(changedAt, properties))).rejects.toMatchObject({
      code: 'invalid_property',
      field: 'birthdate',
    })
    await editContact(ctx, {
      ...edit(changedAt, { ...properties, birthdate: '' }),
      email: '',
      testGroup: true,
    })
    expect(await getContact(ctx, 'ada')).toMatchObject({
      ...{ email: null, testGroup: true, properties: { company: 'Analytical' } },
      permissions: [{ bit: 1, granted: true }],
    })
    await hideProperty(ctx, { name: 'gender', hidden: false })
    expect((await getContact(ctx, 'ada')).properties).toMatchObject({ gender: 'F' })
  })

  test('of what somebody else has changed meanwhile is refused, so that of many at once one is made', async () => {
    const ctx = await ada()
    const { changedAt } = await getContact(ctx, 'ada')
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'c', 'd'].map((city) => editContact(ctx, edit(changedAt, { city }))),
    )
    const refused = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason.code] : [],
    )
    expect(refused).toEqual(Array(3).fill('precondition_failed'))
  })

  test('does not give the address of somebody who was erased', async () => {
    const ctx = await ada()
    await upsertContact(ctx, 'bob', { email: 'bob@x.nl' }, merge)
    await eraseContact(ctx, 'bob')
    const { changedAt } = await getContact(ctx, 'ada')
    await expect(editContact(ctx, { ...edit(changedAt), email: 'BOB@x.nl' })).rejects.toMatchObject({
      code: 'contact_erased',
      field: 'email',
    })
  })

  test('beside the deletion of a property is made or refused, and locks nobody out', async () => {
    const ctx = await ada()
    const { changedAt } = await getContact(ctx, 'ada')
    const outcomes = await Promise.allSettled([
      ...['a', 'b'].map((city) => upsertContact(ctx, 'ada', { properties: { company: city } }, merge)),
      editContact(ctx, edit(changedAt, { city: 'x' })),
      deleteProperty(ctx, { name: 'city' }),
      setConsent(ctx, withdraw),
    ])
    const codes = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason.code] : []))
    expect(['precondition_failed', 'invalid_property']).toEqual(expect.arrayContaining(codes))
    expect((await getContact(ctx, 'ada')).properties).not.toHaveProperty('city')
  })
})

describe('a contact', () => {
  test('is created by hand, once', async () => {
    const ctx = await newAccount({ role: 'editor' })
    const bob = { externalId: 'bob', email: 'bob@x.nl', testGroup: true, properties: { city: 'Delft' } }
    const outcomes = await Promise.allSettled([createContact(ctx, bob), createContact(ctx, bob)])
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'contact_exists', field: 'externalId' },
    })
    expect(await getContact(ctx, 'bob')).toMatchObject({ ...bob, permissions: [] })
    await eraseContact(ctx, 'bob')
    await expect(createContact(ctx, bob)).rejects.toMatchObject({ code: 'contact_erased' })
  })

  test('is made inactive with a reason, and active again', async () => {
    const ctx = await ada()
    const { changedAt } = await getContact(ctx, 'ada')
    await activateContact(ctx, { externalId: 'ada' })
    expect((await getContact(ctx, 'ada')).changedAt).toBe(changedAt)
    await deactivateContact(ctx, { externalId: 'ada', reason: 'Asked by letter' })
    await deactivateContact(ctx, { externalId: 'ada', reason: 'Again' })
    expect(await getContact(ctx, 'ada')).toMatchObject({
      status: 'inactive',
      statusReason: 'By hand: Asked by letter',
    })
    await activateContact(ctx, { externalId: 'ada' })
    expect(await getContact(ctx, 'ada')).toMatchObject({ status: 'active', statusReason: null })
  })
})

const changes = (ctx: Context) => [
  () => setConsent(ctx, grant),
  () => editContact(ctx, edit('2026-01-01T00:00:00.000Z')),
  () => deactivateContact(ctx, { externalId: 'ada', reason: 'x' }),
  () => activateContact(ctx, { externalId: 'ada' }),
]

test('a viewer reads the card and changes nothing', async () => {
  const viewer = await asUser(await ada(), 'viewer')
  const fresh = { externalId: 'bob', email: '', testGroup: false, properties: {} }
  for (const change of [...changes(viewer), () => createContact(viewer, fresh)])
    await expect(change()).rejects.toMatchObject({ code: 'forbidden' })
  expect(await getContactCard(viewer, 'ada')).toMatchObject({ status: 'active' })
})

test('a contact of another account is not found', async () => {
  await ada()
  const other = await newAccount()
  await expect(getContactCard(other, 'ada')).rejects.toMatchObject({ code: 'not_found' })
  for (const change of changes(other)) await expect(change()).rejects.toMatchObject({ code: 'not_found' })
})
