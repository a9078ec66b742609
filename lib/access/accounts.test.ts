import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/platform/db'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { createAccount, findAccount, getAccount, shortNameOf, updateAccount } from './accounts'
import type { SystemContext } from './context'
import { AccountSettings } from './schema'

testDatabase()

let system: SystemContext
beforeAll(() => {
  system = { db: db(), now: () => new Date('2026-01-01T09:00:00Z') }
})

describe('createAccount', () => {
  test('starts with the default properties and the permission Newsletter', async () => {
    const account = await createAccount(system, { name: ' Café de Été ', product: 'ecommerce' })

    expect(account).toMatchObject({ shortName: 'cafe-de-ete', name: 'Café de Été', product: 'ecommerce' })
    const where = { accountId: account.id }
    const properties = await db().property.findMany({ where, orderBy: { position: 'asc' } })
    expect(properties.map(({ name, type }) => `${name}:${type}`).join(' ')).toBe(
      'email:email gender:gender firstName:string infix:string lastName:string company:string ' +
        'postcode:postcode city:string country:string mobilePhone:mobNr birthdate:birthdate permissions:set',
    )
    expect(await db().permission.findMany({ where })).toMatchObject([
      { bit: 1, name: 'Newsletter', nameKey: 'newsletter' },
    ])
  })

  test('refuses a short name twice, also at once, and leaves nothing behind', async () => {
    const shortName = `a${randomUUID()}`.slice(0, 20)
    const create = () => createAccount(system, { name: 'Twice', shortName })

    const outcomes = await Promise.allSettled([create(), create()])

    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(create()).rejects.toMatchObject({ code: 'id_taken', field: 'shortName' })
    expect(await db().account.count({ where: { shortName } })).toBe(1)
  })
})

test.each([
  ['Acme', 'acme'],
  ['  Ünïted -- Brands (NL) ', 'united-brands-nl'],
  ['東京', 'account'],
  ['x'.repeat(80), 'x'.repeat(63)],
])('%j goes by %j on the command line', (name, shortName) => {
  expect(shortNameOf(name)).toBe(shortName)
})

describe('updateAccount', () => {
  const settings = {
    name: 'New name',
    timeZone: 'Europe/Amsterdam',
    audienceMax: 7,
    guardShare: 20,
    guardMin: 5,
  }

  test('changes the account of the actor and no other', async () => {
    const ctx = await newAccount({ role: 'owner' })
    const other = await newAccount({ role: 'owner' })

    expect(await updateAccount(ctx, settings)).toMatchObject(settings)
    expect(await getAccount(ctx)).toMatchObject(settings)
    expect((await getAccount(other)).name).not.toBe('New name')
  })

  test.each(['editor', 'viewer'] as const)('is refused to a %s', async (role) => {
    const ctx = await newAccount({ role: 'owner' })

    await expect(updateAccount(await asUser(ctx, role), settings)).rejects.toMatchObject({
      code: 'forbidden',
    })
    expect((await getAccount(ctx)).audienceMax).toBe(500)
  })
})

test.each([
  ['audienceMax', '', 'Enter a number.'],
  ['guardShare', ' ', 'Enter a number.'],
  ['guardShare', '101', 'At most 100%.'],
  ['guardMin', '2.5', 'Enter a whole number.'],
  ['guardMin', '-1', 'Enter 0 or more.'],
])('a form with %s %j is refused, and an empty number is not 0', (field, value, message) => {
  const form = { name: 'Shop', timeZone: 'UTC', audienceMax: '7', guardShare: '0', guardMin: '100' }
  expect(AccountSettings.parse(form)).toMatchObject({ audienceMax: 7, guardShare: 0, guardMin: 100 })
  const { error } = AccountSettings.safeParse({ ...form, [field]: value })
  expect(error?.issues).toMatchObject([{ path: [field], message }])
})

test('the command line finds an account by its short name', async () => {
  const { id, shortName } = await createAccount(system, { name: `Find ${randomUUID()}` })

  expect((await findAccount(system, shortName)).id).toBe(id)
  await expect(findAccount(system, 'nobody')).rejects.toMatchObject({ code: 'not_found' })
})
