import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { pool, withConnection } from '@/lib/platform/pool'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { holdDefinitions } from '../definitions.sql'
import { findContacts, getContact, searchNamedContacts } from '../queries/contacts'
import { getPropertyUse, listDefinedProperties, listProperties } from '../queries/properties'
import { type NewProperty, propertiesMax } from '../schema'
import { changeProperty, deleteProperty, hideProperty, placeProperty } from './change-property'
import { createProperty } from './create-property'
import { importContacts } from './import-contacts'
import { clearRemoved } from './property-removal'
import { upsertContact } from './upsert-contacts'

testDatabase()

const text = (name: string): NewProperty => ({ name, label: name, type: 'string', entries: [] })
const pets = {
  name: 'pets',
  label: 'Pets',
  type: 'set',
  entries: [
    { bit: 1, description: 'Cats', rank: 1 },
    { bit: 2, description: 'Dogs', rank: 2 },
  ],
} as const satisfies NewProperty & { entries: unknown }
const newPets = (): NewProperty => ({ ...pets, entries: [...pets.entries] })

const merge = { mode: 'upsert', purge: false } as const
const save = (ctx: Context, id: string, properties: Record<string, unknown>) =>
  upsertContact(ctx, id, { properties }, merge)
const valuesOf = async (ctx: Context, externalId: string) =>
  (await ctx.db.contact.findFirstOrThrow({ where: { accountId: ctx.actor.accountId, externalId } }))
    .properties
const namesOf = async (ctx: Context) => (await listProperties(ctx)).map(({ name }) => name)
const bytes = async function* (body: string) {
  yield new TextEncoder().encode(body)
}

/** A rule-based list whose rules name the property. */
async function ruleNaming(ctx: Context, name: string): Promise<void> {
  const { accountId } = ctx.actor
  const { id } = await ctx.db.property.findFirstOrThrow({ where: { accountId, name } })
  const list = await ctx.db.list.create({
    data: { accountId, kind: 'rules', name: 'Big spenders', nameKey: 'big spenders' },
  })
  await pool().query('insert into rule_list (account_id, id, rules) values ($1, $2, $3)', [
    accountId,
    list.id,
    {},
  ])
  await ctx.db.ruleListProperty.create({ data: { accountId, ruleListId: list.id, propertyId: id } })
}

describe('a property', () => {
  test('is created behind the others, once, and without regard to case', async () => {
    const ctx = await newAccount()
    const outcomes = await Promise.allSettled(
      ['shoe', 'shoe', 'SHOE', 'hat'].map((name) => createProperty(ctx, text(name))),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    expect(
      (await namesOf(ctx))
        .slice(-2)
        .map((name) => name.toLowerCase())
        .sort(),
    ).toEqual(['hat', 'shoe'])
    await expect(createProperty(ctx, text('email'))).rejects.toMatchObject({ code: 'name_taken' })
    await expect(createProperty(ctx, text('FirstName'))).rejects.toMatchObject({ code: 'name_taken' })
  })

  test.each<[string, NewProperty]>([
    ['a set without choices', { ...newPets(), entries: [] }],
    ['a text with choices', { ...newPets(), type: 'string' }],
    ['a bit twice', { ...newPets(), entries: [pets.entries[0], { ...pets.entries[1], bit: 1 }] }],
    [
      'a name twice',
      { ...newPets(), entries: [pets.entries[0], { ...pets.entries[1], description: ' cats' }] },
    ],
  ])('is refused for %s', async (_, property) => {
    const ctx = await newAccount()
    await expect(createProperty(ctx, property)).rejects.toMatchObject({ code: 'invalid', field: 'entries' })
  })

  test('is one of a bounded number, also when two come at once', async () => {
    const ctx = await newAccount()
    const { accountId } = ctx.actor
    const rows = Array.from({ length: propertiesMax - 13 }, (_, at) => ({
      ...{ accountId, name: `p${at}`, label: 'P', type: 'int', position: 20 + at },
    }))
    await ctx.db.property.createMany({ data: rows })
    const outcomes = await Promise.allSettled(['a', 'b'].map((name) => createProperty(ctx, text(name))))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(createProperty(ctx, text('c'))).rejects.toMatchObject({ code: 'limit_reached' })
  })

  test('takes a place among the others', async () => {
    const ctx = await newAccount()
    const before = await namesOf(ctx)
    await placeProperty(ctx, { name: 'city', place: 0 })
    expect(await namesOf(ctx)).toEqual(['city', ...before.filter((name) => name !== 'city')])
    await placeProperty(ctx, { name: 'city', place: propertiesMax })
    expect((await namesOf(ctx)).at(-1)).toBe('city')
    await Promise.all(['gender', 'country'].map((name) => placeProperty(ctx, { name, place: 0 })))
    expect((await namesOf(ctx)).slice(0, 2).sort()).toEqual(['country', 'gender'])
  })

  test('that is hidden is shown nowhere, and keeps and takes values', async () => {
    const ctx = await newAccount()
    await save(ctx, 'ada', { city: 'Delft', lastName: 'Lovelace' })
    for (const name of ['city', 'lastName']) await hideProperty(ctx, { name, hidden: true })
    expect(await namesOf(ctx)).not.toContain('city')
    expect((await getContact(ctx, 'ada')).properties).toEqual({})
    expect((await searchNamedContacts(ctx, {}, { limit: 1 })).rows).toMatchObject([{ name: '' }])
    const search = { property: 'city', value: 'Delft' }
    await expect(findContacts(ctx, search, { limit: 1 })).rejects.toMatchObject({ code: 'invalid_property' })

    await save(ctx, 'ada', { city: 'Leiden' })
    await importContacts(ctx, bytes('id,firstName,city\nada,Ada,Gouda\n'), 'text/csv')
    await upsertContact(ctx, 'ada', { properties: { gender: 'f' } }, { mode: 'upsert', purge: true })
    await hideProperty(ctx, { name: 'city', hidden: false })
    expect((await getContact(ctx, 'ada')).properties).toEqual({ city: 'Gouda', gender: 'F' })
    expect(await valuesOf(ctx, 'ada')).toMatchObject({ lastName: 'Lovelace' })
    await expect(hideProperty(ctx, { name: 'email', hidden: true })).rejects.toMatchObject({
      code: 'invalid',
    })
  })

  test('gets another label, and choices that keep their bits', async () => {
    const ctx = await newAccount()
    await createProperty(ctx, newPets())
    const entries = [
      { bit: 2, description: 'Hounds', rank: 1 },
      { bit: 7, description: 'Fish', rank: 3 },
    ]
    await changeProperty(ctx, { name: 'pets', label: 'Animals', entries, removedBits: [] })
    expect((await listProperties(ctx)).at(-1)).toEqual({
      ...{ name: 'pets', label: 'Animals', type: 'set' },
      entries: [pets.entries[0], ...entries],
    })
    const none = { name: 'pets', label: 'Pets', entries: [], removedBits: [1, 2, 7] }
    await expect(changeProperty(ctx, none)).rejects.toMatchObject({ code: 'invalid', field: 'entries' })
    await changeProperty(ctx, { name: 'email', label: 'Mail', entries, removedBits: [] })
    expect((await listProperties(ctx)).find(({ name }) => name === 'email')).toMatchObject({
      label: 'Mail',
      entries: [],
    })
  })

  test('loses a choice, and so do those who had it', async () => {
    const ctx = await newAccount()
    await createProperty(ctx, newPets())
    await save(ctx, 'ada', { pets: [1, 2] })
    await save(ctx, 'bob', { pets: [2], city: 'Delft' })
    await save(ctx, 'eve', { pets: [1] })
    expect(await getPropertyUse(ctx, { name: 'pets', bits: [2] })).toEqual({ contacts: 2, lists: [] })
    await changeProperty(ctx, { name: 'pets', label: 'Pets', entries: [], removedBits: [2] })
    expect((await getContact(ctx, 'ada')).properties).toEqual({ pets: [1] })
    expect((await getContact(ctx, 'bob')).properties).toEqual({ city: 'Delft' })
    await expect(save(ctx, 'eve', { pets: [2] })).rejects.toMatchObject({ code: 'invalid_property' })
    const back = { name: 'pets', label: 'Pets', entries: [pets.entries[1]], removedBits: [] }
    await expect(changeProperty(ctx, back)).rejects.toMatchObject({ code: 'busy' })
    await clearRemoved(ctx)
    expect([await valuesOf(ctx, 'ada'), await valuesOf(ctx, 'bob')]).toEqual([
      { pets: [1] },
      { city: 'Delft' },
    ])
    await changeProperty(ctx, back)
    expect((await getContact(ctx, 'ada')).properties).toEqual({ pets: [1] })
  })

  test('is deleted with its values, and its name is free once they are gone', async () => {
    const ctx = await newAccount()
    await createProperty(ctx, text('shoe'))
    await save(ctx, 'ada', { shoe: 'red', city: 'Delft' })
    const { changedAt } = await ctx.db.contact.findFirstOrThrow({
      where: { externalId: 'ada', accountId: ctx.actor.accountId },
    })
    expect(await getPropertyUse(ctx, { name: 'shoe', bits: [] })).toEqual({ contacts: 1, lists: [] })
    await deleteProperty(ctx, { name: 'shoe' })
    expect((await getContact(ctx, 'ada')).properties).toEqual({ city: 'Delft' })
    expect(await listDefinedProperties(ctx)).toMatchObject({ removals: [{ name: 'shoe', bits: [] }] })
    await expect(save(ctx, 'ada', { shoe: 'blue' })).rejects.toMatchObject({ code: 'invalid_property' })
    await expect(createProperty(ctx, text('shoe'))).rejects.toMatchObject({ code: 'busy' })
    await clearRemoved(ctx)
    await clearRemoved(ctx)
    expect(
      await ctx.db.contact.findFirstOrThrow({ where: { externalId: 'ada', accountId: ctx.actor.accountId } }),
    ).toMatchObject({
      properties: { city: 'Delft' },
      changedAt,
    })
    await createProperty(ctx, { ...text('shoe'), type: 'int' })
    expect((await listDefinedProperties(ctx)).removals).toEqual([])
    await expect(deleteProperty(ctx, { name: 'hat' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(deleteProperty(ctx, { name: 'permissions' })).rejects.toMatchObject({ code: 'invalid' })
  })

  test('goes from more contacts than one batch has, and from nobody else’s', async () => {
    const [ctx, other] = [await newAccount(), await newAccount()]
    for (const { actor } of [ctx, other])
      await pool().query(
        `insert into contact (account_id, external_id, properties)
         select $1, 'c' || n, '{"city": "Delft", "shoe": "red"}' from generate_series(1, 10002) n`,
        [actor.accountId],
      )
    await deleteProperty(ctx, { name: 'city' })
    await clearRemoved(ctx)
    const uses = [ctx, other].map((of) => getPropertyUse(of, { name: 'city', bits: [] }))
    expect((await Promise.all(uses)).map(({ contacts }) => contacts)).toEqual([0, 10_002])
    expect((await getPropertyUse(ctx, { name: 'shoe', bits: [] })).contacts).toBe(10_002)
  })

  test('stays while the rules of a list name it, and so do its choices', async () => {
    const ctx = await newAccount()
    await createProperty(ctx, newPets())
    await ruleNaming(ctx, 'pets')
    const refusal = { code: 'in_use', message: expect.stringContaining('“Big spenders”') }
    await expect(deleteProperty(ctx, { name: 'pets' })).rejects.toMatchObject(refusal)
    const change = { name: 'pets', label: 'Animals', entries: [], removedBits: [2] }
    await expect(changeProperty(ctx, change)).rejects.toMatchObject(refusal)
    expect((await listProperties(ctx)).at(-1)).toEqual(newPets())
    expect((await getPropertyUse(ctx, { name: 'pets', bits: [] })).lists).toEqual(['Big spenders'])
  })

  test('is not deleted under those who write it, and they do not bring it back', async () => {
    const ctx = await newAccount()
    await createProperty(ctx, text('shoe'))
    await withConnection(async (connection) => {
      await connection.query('begin')
      await connection.query(holdDefinitions(ctx.actor.accountId))
      await expect(deleteProperty(ctx, { name: 'shoe' })).rejects.toMatchObject({ code: 'busy' })
      await connection.query('rollback')
    })
    expect(await namesOf(ctx)).toContain('shoe')
    async function* slow() {
      yield new TextEncoder().encode('{"id":"ada","shoe":"red"}\n')
      await deleteProperty(ctx, { name: 'shoe' })
    }
    await expect(importContacts(ctx, slow(), 'application/x-ndjson')).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await ctx.db.contact.count({ where: { accountId: ctx.actor.accountId } })).toBe(0)
    const writers = Array.from({ length: 8 }, (_, at) => save(ctx, `c${at}`, { city: 'Delft' }))
    const outcomes = await Promise.allSettled([...writers, deleteProperty(ctx, { name: 'city' })])
    expect(outcomes.at(-1)?.status).toBe('fulfilled')
    await clearRemoved(ctx)
    const left = await ctx.db.contact.findMany({ where: { accountId: ctx.actor.accountId } })
    expect(left.filter(({ properties }) => Object.hasOwn(Object(properties), 'city'))).toEqual([])
  })
})

describe('only an owner', () => {
  test.each(['editor', 'viewer'] as const)('defines properties, no %s', async (role) => {
    const ctx = await asUser(await newAccount(), role)
    const change = { name: 'city', label: 'Town', entries: [], removedBits: [] }
    for (const attempt of [
      () => createProperty(ctx, text('shoe')),
      () => changeProperty(ctx, change),
      () => placeProperty(ctx, { name: 'city', place: 0 }),
      () => hideProperty(ctx, { name: 'city', hidden: true }),
      () => deleteProperty(ctx, { name: 'city' }),
      () => getPropertyUse(ctx, { name: 'city', bits: [] }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('of the account defines its properties', async () => {
    const [ours, theirs] = [await newAccount(), await newAccount()]
    await createProperty(theirs, text('shoe'))
    const name = 'shoe'
    for (const attempt of [
      () => changeProperty(ours, { name, label: 'X', entries: [], removedBits: [] }),
      () => placeProperty(ours, { name, place: 0 }),
      () => hideProperty(ours, { name, hidden: true }),
      () => deleteProperty(ours, { name }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
    await save(theirs, 'ada', { shoe: 'red' })
    expect((await getPropertyUse(ours, { name, bits: [] })).contacts).toBe(0)
  })
})
