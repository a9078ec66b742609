import { beforeAll, expect, test } from 'vitest'
import { db } from '@/lib/platform/db'
import { testDatabase } from '@/lib/testing/database'
import type { SystemContext } from './context'
import { isSetUp, markSetUp, setUp } from './set-up'
import { listMemberships } from './users'

testDatabase()

const input = {
  accountName: 'Acme',
  product: 'automation',
  timeZone: 'Europe/Amsterdam',
  email: 'owner@acme.example',
  name: 'Ada',
  password: 'correct horse battery',
} as const

let system: SystemContext
beforeAll(() => {
  system = { db: db(), now: () => new Date() }
})

// In this order: there is one installation in this database.
test('setting up works once, also when two do it at once', async () => {
  expect(await isSetUp(system)).toBe(false)

  const attempts = [input, { ...input, email: 'other@acme.example' }].map((each) => setUp(system, each))
  const outcomes = await Promise.allSettled(attempts)

  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await db().account.count()).toBe(1)
  const [user, ...others] = await db().appUser.findMany()
  expect(others).toEqual([])
  expect(await listMemberships(system, user?.id ?? '')).toMatchObject([{ name: 'Acme', role: 'owner' }])
  expect(await isSetUp(system)).toBe(true)
})

test('it stays closed when everybody and everything is gone', async () => {
  await db().account.deleteMany()
  await db().appUser.deleteMany()

  expect(await isSetUp(system)).toBe(true)
  await expect(setUp(system, input)).rejects.toMatchObject({ code: 'not_found' })
  expect(await db().account.count()).toBe(0)
})

test('a user made on the command line closes it too', async () => {
  await db().install.deleteMany()
  expect(await isSetUp(system)).toBe(false)
  await db().appUser.create({ data: { id: 'a', name: 'Ada', email: 'ada@acme.example' } })

  expect(await isSetUp(system)).toBe(true)
  await expect(setUp(system, input)).rejects.toMatchObject({ code: 'not_found' })
  expect(await db().install.count()).toBe(0)
  await markSetUp(system)
  await markSetUp(system)
  await db().appUser.deleteMany()
  expect(await isSetUp(system)).toBe(true)
})
