import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createPermission } from '@/lib/permissions/commands'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { findContacts, getContact, listChangedContacts, searchContacts } from '../queries/contacts'
import { listProperties } from '../queries/properties'
import { createProperty } from './create-property'
import { patchContact, upsertContact, upsertContactList } from './upsert-contacts'

testDatabase()

const upsert = { mode: 'upsert', purge: false } as const
const create = { mode: 'create', purge: false } as const

describe('upsertContact', () => {
  test('creates, then changes only what is given', async () => {
    const ctx = await newAccount()
    const input = { email: 'Ada@Example.com', properties: { firstName: 'Ada', city: 'Utrecht' } }
    expect(await upsertContact(ctx, 'crm/1 é', input, upsert)).toEqual({ created: true })
    const changed = await upsertContact(
      ctx,
      'crm/1 é',
      { testGroup: true, properties: { city: null } },
      upsert,
    )
    expect(changed).toEqual({ created: false })
    expect(await getContact(ctx, 'crm/1 é')).toMatchObject({
      externalId: 'crm/1 é',
      email: 'Ada@Example.com',
      status: 'active',
      testGroup: true,
      properties: { firstName: 'Ada' },
      permissions: [],
      encryptedId: expect.stringMatching(/^[\w-]{22}$/),
    })
  })

  test('the same again changes nothing, its date included', async () => {
    const first = await newAccount({ now: new Date('2026-01-01') })
    const input = {
      email: 'a@x.nl',
      properties: { firstName: 'Ada' },
      permissions: [{ bit: 1, granted: true }],
    }
    await upsertContact(first, '1', input, upsert)
    await upsertContact({ ...first, now: () => new Date('2026-02-02') }, '1', input, upsert)
    const { changedAt, permissions } = await getContact(first, '1')
    expect(changedAt).toBe('2026-01-01T00:00:00.000Z')
    expect(permissions).toEqual([{ bit: 1, name: 'Newsletter', granted: true, changedAt }])
  })

  test('purging clears what is not sent, but never a consent', async () => {
    const ctx = await newAccount()
    const input = { email: 'a@x.nl', properties: { firstName: 'Ada', city: 'Utrecht', permissions: [1] } }
    await upsertContact(ctx, '1', input, create)
    await upsertContact(ctx, '1', { properties: { city: 'Delft' } }, { mode: 'update', purge: true })
    expect(await getContact(ctx, '1')).toMatchObject({
      email: null,
      properties: { city: 'Delft' },
      permissions: [{ bit: 1, granted: true }],
    })
  })

  test('a consent changes when it is named, and notes by whom', async () => {
    const ctx = await newAccount()
    await upsertContact(ctx, '1', { properties: { permissions: [{ bit: 1, enabled: true }] } }, create)
    await patchContact(ctx, '1', { permissions: [{ bit: 1, granted: false }] })
    const stored = await ctx.db.contactPermission.findMany({ where: { accountId: ctx.actor.accountId } })
    const actorId = ctx.actor.kind === 'credential' ? ctx.actor.credentialId : 0
    expect(stored).toMatchObject([{ granted: false, source: `credential ${actorId}` }])
  })

  test.each([
    ['1', { email: 'no' }, 'invalid_property', 'email'],
    ['1', { properties: { shoe: 1 } }, 'invalid_property', 'shoe'],
    ['', {}, 'invalid', 'externalId'],
    ['x'.repeat(256), {}, 'invalid', 'externalId'],
  ])('%s %j is refused as %s of %s, and nothing is stored', async (id, input, code, field) => {
    const ctx = await newAccount()
    await expect(upsertContact(ctx, id, input, upsert)).rejects.toMatchObject({ code, field })
    expect(await ctx.db.contact.count({ where: { accountId: ctx.actor.accountId } })).toBe(0)
  })

  test('refuses who exists when creating and who does not when updating', async () => {
    const ctx = await newAccount()
    await upsertContact(ctx, '1', {}, create)
    await expect(upsertContact(ctx, '1', {}, create)).rejects.toMatchObject({ code: 'contact_exists' })
    await expect(patchContact(ctx, '2', {})).rejects.toMatchObject({ code: 'not_found' })
  })

  test('needs the scope, and another account is another world', async () => {
    const ctx = await newAccount()
    await upsertContact(ctx, '1', { email: 'a@x.nl' }, create)
    const other = await newAccount()
    await expect(getContact(other, '1')).rejects.toMatchObject({ code: 'not_found' })
    expect(await upsertContact(other, '1', {}, create)).toEqual({ created: true })
    const reader = await newAccount({ scopes: ['contacts:read'] })
    await expect(upsertContact(reader, '1', {}, upsert)).rejects.toMatchObject({ code: 'forbidden' })
    const writer = await newAccount({ scopes: ['contacts:write'] })
    await expect(getContact(writer, '1')).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('two at once make one contact; two changes at once both last', async () => {
    const ctx = await newAccount()
    const made = await Promise.all(
      Array.from({ length: 8 }, (_, i) => upsertContact(ctx, '1', { properties: { city: `c${i}` } }, upsert)),
    )
    expect(made.filter(({ created }) => created)).toHaveLength(1)
    await Promise.all([
      patchContact(ctx, '1', { properties: { firstName: 'Ada' } }),
      patchContact(ctx, '1', { properties: { lastName: 'King' } }),
      patchContact(ctx, '1', { email: 'a@x.nl' }),
    ])
    expect(await getContact(ctx, '1')).toMatchObject({
      email: 'a@x.nl',
      properties: { firstName: 'Ada', lastName: 'King' },
    })
  })
})

describe('upsertContactList', () => {
  test('answers each in order, one refused keeping none of the others out', async () => {
    const ctx = await newAccount()
    await upsertContact(ctx, 'known', { email: 'k@x.nl' }, create)
    const results = await upsertContactList(
      ctx,
      [
        { externalId: 'new', input: { email: 'n@x.nl' } },
        { externalId: 'known', input: {} },
        { externalId: 'bad', input: { email: 'no' } },
        { externalId: 'new', input: {} },
        { externalId: 'last', input: { permissions: [{ bit: 1, granted: true }] } },
      ],
      create,
    )
    expect(results.map(({ outcome }) => outcome)).toEqual([
      'created',
      'exists',
      'invalid',
      'exists',
      'created',
    ])
    expect((await getContact(ctx, 'last')).permissions).toMatchObject([{ bit: 1, granted: true }])
  })

  test('of two with one id the second finds what the first left', async () => {
    const ctx = await newAccount()
    const results = await upsertContactList(
      ctx,
      [
        { externalId: '1', input: { email: 'a@x.nl' } },
        { externalId: '1', input: { properties: { firstName: 'Ada' } } },
      ],
      upsert,
    )
    expect(results.map(({ outcome }) => outcome)).toEqual(['created', 'updated'])
    expect(await getContact(ctx, '1')).toMatchObject({ email: 'a@x.nl', properties: { firstName: 'Ada' } })
  })

  test('at most 100; lists in opposite order do not lock each other out', async () => {
    const ctx = await newAccount()
    const contacts = Array.from({ length: 100 }, (_, i) => ({ externalId: `c${i}`, input: {} }))
    const tooMany = [...contacts, { externalId: 'x', input: {} }]
    await expect(upsertContactList(ctx, tooMany, upsert)).rejects.toMatchObject({ code: 'too_large' })
    const lists = Array.from({ length: 6 }, (_, i) => {
      const list = contacts.map(({ externalId }) => ({ externalId, input: { properties: { city: `${i}` } } }))
      return upsertContactList(ctx, i % 2 ? list : list.reverse(), upsert)
    })
    const outcomes = (await Promise.all(lists)).flat().map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(100)
    expect(await ctx.db.contact.count({ where: { accountId: ctx.actor.accountId } })).toBe(100)
  })
})

async function people(ctx: Context): Promise<void> {
  const input = (email: string, firstName: string) => ({
    email,
    properties: { firstName, birthdate: '1990-01-02' },
  })
  await upsertContact(ctx, 'b-1', input('Anna@x.nl', 'Anna'), create)
  await upsertContact(ctx, 'a-2', input('zed@x.nl', 'Zed'), create)
  await upsertContact(ctx, 'a-1', input('bob@x.nl', 'Bob'), create)
  await upsertContact(ctx, 'A-3', {}, create)
}

describe('finding contacts', () => {
  test('by the beginning of id or address, in every order, forwards and back', async () => {
    const ctx = await newAccount()
    await people(ctx)
    const ids = async (search: Parameters<typeof searchContacts>[1], page = { limit: 10 }) =>
      (await searchContacts(ctx, search, page)).rows.map(({ externalId }) => externalId)
    expect(await ids({})).toEqual(['A-3', 'a-1', 'a-2', 'b-1'])
    expect(await ids({ q: 'a-' })).toEqual(['a-1', 'a-2'])
    expect(await ids({ q: 'ANNA@' })).toEqual(['b-1'])
    expect(await ids({ q: '%' })).toEqual([])
    expect(await ids({ sort: 'email', direction: 'desc' })).toEqual(['a-2', 'a-1', 'b-1', 'A-3'])
    expect(await ids({ sort: 'changedAt' })).toEqual(['b-1', 'a-2', 'a-1', 'A-3'])
    const first = await searchContacts(ctx, {}, { limit: 3 })
    const second = await searchContacts(ctx, {}, { limit: 3, after: first.next ?? undefined })
    expect(second.rows.map(({ externalId }) => externalId)).toEqual(['b-1'])
    expect(second.next).toBeNull()
    const back = await searchContacts(ctx, {}, { limit: 3, before: second.previous ?? undefined })
    expect(back.rows).toEqual(first.rows)
  })

  test('by a value of a property, read as leniently as when it is stored', async () => {
    const ctx = await newAccount()
    await people(ctx)
    const ids = async (property: string, value: string) =>
      (await findContacts(ctx, { property, value }, { limit: 10 })).rows.map(({ externalId }) => externalId)
    expect(await ids('email', 'ANNA@X.nl')).toEqual(['b-1'])
    expect(await ids('externalId', 'A-3')).toEqual(['A-3'])
    expect(await ids('firstname', 'Bob')).toEqual(['a-1'])
    expect(await ids('birthdate', '1990-01-02T00:00:00Z')).toEqual(['b-1', 'a-2', 'a-1'])
    expect(await ids('birthdate', 'never')).toEqual([])
    await expect(ids('shoe', '4')).rejects.toMatchObject({ code: 'invalid_property' })
  })

  test('by when they changed', async () => {
    let at = Date.parse('2026-01-01T00:00:00Z')
    const ctx = await newAccount({ now: () => new Date(at) })
    for (const id of ['1', '2', '3']) {
      await upsertContact(ctx, id, {}, create)
      at += 60_000
    }
    await patchContact(ctx, '1', { testGroup: true })
    const period = { from: new Date('2026-01-01T00:01:00Z'), to: new Date('2026-01-01T00:03:00Z') }
    const first = await listChangedContacts(ctx, period, { limit: 1 })
    const second = await listChangedContacts(ctx, period, { limit: 1, after: first.next ?? undefined })
    expect([...first.rows, ...second.rows].map(({ externalId }) => externalId)).toEqual(['2', '3'])
    expect(second.next).toBeNull()
  })
})

describe('permissions and properties', () => {
  test('permissions are the choices of the property', async () => {
    const ctx = await newAccount()
    await createPermission(ctx, { name: 'Product news', bit: 3 })
    const properties = await listProperties(ctx)
    expect(properties.find(({ name }) => name === 'permissions')?.entries).toEqual([
      { bit: 1, description: 'Newsletter', rank: 1 },
      { bit: 3, description: 'Product news', rank: 2 },
    ])
  })

  test('a property of the account holds values of its type', async () => {
    const ctx = await newAccount()
    const pets = {
      name: 'pets',
      label: 'Pets',
      type: 'set' as const,
      entries: [{ bit: 0, description: 'Cat', rank: 0 }],
    }
    await createProperty(ctx, pets)
    await upsertContact(ctx, '1', { properties: { pets: [{ bit: 0, enabled: true }] } }, create)
    expect((await getContact(ctx, '1')).properties).toEqual({ pets: [0] })
    await patchContact(ctx, '1', { properties: { pets: [] } })
    expect((await getContact(ctx, '1')).properties).toEqual({})
    await expect(createProperty(ctx, pets)).rejects.toMatchObject({ code: 'name_taken' })
    await expect(createProperty(ctx, { ...pets, name: 'email' })).rejects.toMatchObject({
      code: 'name_taken',
    })
    await expect(createProperty(ctx, { ...pets, name: 'p2', entries: [] })).rejects.toMatchObject({
      code: 'invalid',
    })
  })
})
