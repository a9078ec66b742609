import { Buffer } from 'node:buffer'
import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { getContact } from '../queries/contacts'
import { eraseContact } from './erase-contact'
import { importContacts } from './import-contacts'
import { upsertContact } from './upsert-contacts'

testDatabase()

async function* bytes(body: string) {
  const all = Buffer.from(body)
  for (let at = 0; at < all.length; at += 1_000) yield all.subarray(at, at + 1_000)
}

const ndjson = (ctx: Context, ...rows: unknown[]) =>
  importContacts(ctx, bytes(rows.map((row) => JSON.stringify(row)).join('\n')), 'application/x-ndjson')
const csv = (ctx: Context, body: string) => importContacts(ctx, bytes(body), 'text/csv')

const countContacts = (ctx: Context) => ctx.db.contact.count({ where: { accountId: ctx.actor.accountId } })

describe('importContacts', () => {
  test('creates, updates and leaves alone, counting each row once', async () => {
    const ctx = await newAccount()
    await upsertContact(ctx, 'same', { email: 's@x.nl' }, { mode: 'create', purge: false })
    await upsertContact(
      ctx,
      'other',
      { email: 'o@x.nl', properties: { city: 'Delft' } },
      { mode: 'create', purge: false },
    )
    const result = await ndjson(
      ctx,
      { id: 'same', email: 's@x.nl' },
      { id: 'other', properties: { firstName: 'Otto', city: null } },
      { id: 'new', email: 'first@x.nl' },
      { id: 'bad', email: 'no' },
      { id: 'new', email: 'New@x.nl', testGroup: true, firstName: 'N\t\\e\nw' },
    )
    expect(result).toEqual({
      received: 5,
      duplicates: 1,
      created: 1,
      updated: 1,
      unchanged: 1,
      rejected: 1,
      rejections: [{ line: 4, value: 'bad', reason: 'email must be an e-mail address.' }],
    })
    expect(await getContact(ctx, 'new')).toMatchObject({
      email: 'New@x.nl',
      testGroup: true,
      properties: { firstName: 'N\t\\e\nw' },
    })
    expect(await getContact(ctx, 'other')).toMatchObject({
      email: 'o@x.nl',
      properties: { firstName: 'Otto' },
    })
    expect(await ctx.db.contact.count({ where: { emailKey: 'new@x.nl' } })).toBe(1)
  })

  test('the same body twice changes nothing the second time', async () => {
    const ctx = await newAccount()
    const body = 'id,email,firstName,birthdate,permissions\n1,a@x.nl,"Ada ""K"", é",1990-01-02,1\n2,,,,\n'
    expect(await csv(ctx, body)).toMatchObject({ created: 2, updated: 0, unchanged: 0 })
    const before = await getContact(ctx, '1')
    expect(await csv(ctx, body)).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    expect(await getContact(ctx, '1')).toEqual(before)
    expect(before).toMatchObject({
      properties: { firstName: 'Ada "K", é' },
      permissions: [{ bit: 1, granted: true }],
    })
  })

  test('a consent alone is a change, and only of who it concerns', async () => {
    const ctx = await newAccount({ now: new Date('2026-01-01') })
    await ndjson(ctx, { id: '1' }, { id: '2', permissions: [1] })
    const later = { ...ctx, now: () => new Date('2026-02-02') }
    expect(await ndjson(later, { id: '1', permissions: [1] }, { id: '2', permissions: [1] })).toMatchObject({
      updated: 1,
      unchanged: 1,
    })
    expect((await getContact(ctx, '1')).changedAt).toBe('2026-02-02T00:00:00.000Z')
    expect((await getContact(ctx, '2')).changedAt).toBe('2026-01-01T00:00:00.000Z')
  })

  test('a body that breaks off or does not parse changes nothing and says where', async () => {
    const ctx = await newAccount()
    const good = Array.from({ length: 5_000 }, (_, i) => `{"id":"${i}"}`).join('\n')
    await expect(importContacts(ctx, bytes(`${good}\n{"id":`), 'application/x-ndjson')).rejects.toMatchObject(
      {
        code: 'invalid',
        message: 'Line 5001: not a JSON value.',
      },
    )
    async function* breaksOff() {
      yield Buffer.from(good)
      throw new Error('gone')
    }
    await expect(importContacts(ctx, breaksOff(), 'application/x-ndjson')).rejects.toThrow('gone')
    await expect(csv(ctx, 'id,shoe\n1,4\n')).rejects.toThrow('Line 1: there is no property "shoe".')
    await expect(importContacts(ctx, bytes('1'), 'text/plain')).rejects.toMatchObject({
      code: 'unsupported_media',
    })
    expect(await countContacts(ctx)).toBe(0)
  })

  test('keeps the first 1,000 rejections and counts them all', async () => {
    const ctx = await newAccount()
    const result = await ndjson(ctx, ...Array.from({ length: 1_200 }, () => ({ id: '' })))
    expect(result).toMatchObject({ received: 1_200, rejected: 1_200, created: 0 })
    expect(result.rejections).toHaveLength(1_000)
  })

  test('who was erased is not brought back, by id or by address', async () => {
    const ctx = await newAccount()
    await ndjson(ctx, { id: '1', email: 'Ada@x.nl' }, { id: '2', email: 'b@x.nl' }, { id: '3' })
    await eraseContact(ctx, '1')
    const result = await ndjson(
      ctx,
      { id: '1', email: 'new@x.nl' },
      { id: '2', email: 'b@x.nl' },
      { id: '3', email: 'ADA@x.nl' },
      { id: '4', email: 'ada@x.nl' },
      { id: '5', email: 'e@x.nl' },
    )
    expect(result).toMatchObject({ created: 1, updated: 0, unchanged: 1, rejected: 3 })
    expect(result.rejections.map(({ line, value }) => `${line} ${value}`)).toEqual(['1 1', '3 3', '4 4'])
    expect(result.rejections[0]?.reason).toMatch(/^erased/)
    expect(await ctx.db.contact.count({ where: { emailKey: 'ada@x.nl' } })).toBe(0)
    const other = await newAccount()
    expect(await ndjson(other, { id: '1', email: 'ada@x.nl' })).toMatchObject({ created: 1 })
  })

  test('two at once with the same people in other orders', async () => {
    const ctx = await newAccount()
    const rows = Array.from({ length: 2_000 }, (_, i) => i)
    const body = (n: number) =>
      rows.map((i) => ({ id: `c${(i * 7 + n) % 2_000}`, properties: { city: `${n}` }, permissions: [1] }))
    const results = await Promise.all([1, 2, 3].map((n) => ndjson(ctx, ...body(n))))
    expect(results.reduce((sum, { created }) => sum + created, 0)).toBe(2_000)
    for (const { created, updated, unchanged } of results) expect(created + updated + unchanged).toBe(2_000)
    expect(await countContacts(ctx)).toBe(2_000)
  })

  test('needs the scope', async () => {
    const ctx = await newAccount({ scopes: ['contacts:read'] })
    await expect(ndjson(ctx, { id: '1' })).rejects.toMatchObject({ code: 'forbidden' })
  })

  // It once took minutes: joined row by row, because the statistics said that this account has no contacts.
  test('is not misled by statistics from before the contacts came', { timeout: 20_000 }, async () => {
    const body = Array.from({ length: 20_000 }, (_, i) => ({ id: `c-${i}`, email: `${i}@x.nl` }))
    for (const { db, actor } of [await newAccount(), await newAccount()]) {
      await db.$executeRaw`
        insert into contact (account_id, external_id, email, email_key)
        select ${actor.accountId}, n, n || '@example.com', n || '@example.com' from generate_series(1, 36000) n`
    }
    const ctx = await newAccount()
    await ctx.db.$executeRaw`analyze contact`
    expect(await ndjson(ctx, ...body)).toMatchObject({ created: 20_000 })
    const changed = body.map((row, i) => (i % 2 === 0 ? { ...row, firstName: 'Ada', permissions: [] } : row))
    expect(await ndjson(ctx, ...changed)).toMatchObject({ updated: 10_000, unchanged: 10_000 })
  })
})
