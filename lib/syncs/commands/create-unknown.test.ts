import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { upsertContact, upsertContactList } from '@/lib/contacts/commands/upsert-contacts'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { listRejections } from '../queries/syncs'
import { SyncOptions } from '../schema'
import { runSync } from './run-sync'

testDatabase()

type Row = { id: string; email?: string }

async function newShop(): Promise<Context> {
  const ctx = await newAccount()
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  return ctx
}

/** Adds the rows to the audience, making contacts of those that are none, and answers why others were rejected, by id. */
async function create(ctx: Context, rows: Row[]) {
  const options = SyncOptions.parse({ mode: 'add', unknown: 'create' })
  const stream = new Blob([rows.map((row) => JSON.stringify(row)).join('\n')]).stream()
  const sync = await runSync(ctx, 'vip', options, { stream, contentType: 'application/x-ndjson' })
  const { rows: rejections } = await listRejections(ctx, sync.id, { limit: 1_000 })
  return { sync, reasons: Object.fromEntries(rejections.map(({ value, reason }) => [value, reason])) }
}

const addresses = [
  'ada@example.com',
  ' Ada@Example.COM ',
  'ada+tag@sub.example.co.uk',
  'ünï@bücher.example',
  `${'a'.repeat(64)}@example.com`,
  `${'a'.repeat(65)}@example.com`,
  `a@${'b'.repeat(63)}.example`,
  `a@${'b'.repeat(64)}.example`,
  `a@${'b.'.repeat(130)}example`,
  'ada',
  '@example.com',
  'ada@',
  'ada@example',
  'ada@@example.com',
  'ada @example.com',
  'ada@exa mple.com',
  '.ada@example.com',
  'ada.@example.com',
  'a..da@example.com',
  'ada@-example.com',
  'ada@example..com',
  'Ada <ada@example.com>',
  'ada@example.com,eve@example.com',
]

test('an e-mail address is judged and kept as everywhere else', async () => {
  const [ctx, other] = [await newShop(), await newAccount()]
  const rows = addresses.map((email, i) => ({ id: `c${i}`, email }))
  const { sync, reasons } = await create(ctx, rows)
  const elsewhere = await upsertContactList(
    other,
    rows.map(({ id, email }) => ({ externalId: id, input: { email } })),
    { mode: 'create', purge: false },
  )
  const refused = elsewhere.filter(({ outcome }) => outcome === 'invalid').map(({ externalId }) => externalId)
  expect(refused.length).toBeGreaterThan(10)
  expect(Object.keys(reasons).sort()).toEqual(refused.sort())
  expect(new Set(Object.values(reasons))).toEqual(new Set(['The e-mail address is not valid.']))
  expect(sync).toMatchObject({ created: rows.length - refused.length, unknown: refused.length })
  const kept = ({ db, actor }: Context) =>
    db.contact.findMany({
      where: { accountId: actor.accountId },
      select: { externalId: true, email: true, emailKey: true, status: true, properties: true },
      orderBy: { externalId: 'asc' },
    })
  expect(await kept(ctx)).toEqual(await kept(other))
})

test('who was erased is rejected by id and by address, with the reason, and leaves no trace', async () => {
  const ctx = await newShop()
  await upsertContact(ctx, 'ada', { email: 'Ada@x.nl' }, { mode: 'create', purge: false })
  await eraseContact(ctx, 'ada')
  const { sync, reasons } = await create(ctx, [
    { id: 'ada', email: 'other@x.nl' },
    { id: 'eve', email: 'ADA@X.nl' },
    { id: 'bob', email: 'bob@x.nl' },
  ])
  expect(sync).toMatchObject({ received: 3, created: 1, added: 1, unknown: 2, status: 'done' })
  expect(Object.keys(reasons).sort()).toEqual(['ada', 'eve'])
  for (const reason of Object.values(reasons)) expect(reason).toMatch(/^erased: .*on request/)
  const { accountId } = ctx.actor
  const known = await ctx.db.contact.findMany({ where: { accountId, erasedAt: null } })
  expect(known.map(({ externalId }) => externalId)).toEqual(['bob'])
})

test('in another account the same person is nobody who was erased', async () => {
  const [ctx, other] = [await newShop(), await newShop()]
  await upsertContact(ctx, 'ada', { email: 'ada@x.nl' }, { mode: 'create', purge: false })
  await eraseContact(ctx, 'ada')
  expect(await create(other, [{ id: 'ada', email: 'ada@x.nl' }])).toMatchObject({
    sync: { created: 1 },
    reasons: {},
  })
})

test('of two rows with one new id the last counts, and makes one contact', async () => {
  const ctx = await newShop()
  const { sync } = await create(ctx, [
    { id: 'new', email: 'first@x.nl' },
    { id: 'other', email: 'o@x.nl' },
    { id: 'new', email: 'last@x.nl' },
  ])
  expect(sync).toMatchObject({
    received: 3,
    duplicates: 1,
    created: 2,
    added: 2,
    unknown: 0,
    membersAfter: 2,
  })
  const found = await ctx.db.contact.findMany({
    where: { accountId: ctx.actor.accountId, externalId: 'new' },
  })
  expect(found).toMatchObject([{ email: 'last@x.nl' }])
})

test('two syncs at once that bring the same new contacts both have them', async () => {
  const ctx = await newShop()
  await createAudience(ctx, { externalId: 'b', name: 'B' })
  const rows = Array.from({ length: 200 }, (_, i) => `{"id":"n${i}","email":"n${i}@x.nl"}`)
  const send = (audience: string, lines: string[]) =>
    runSync(ctx, audience, SyncOptions.parse({ mode: 'replace', unknown: 'create' }), {
      stream: new Blob([lines.join('\n')]).stream(),
      contentType: 'application/x-ndjson',
    })
  const both = await Promise.all([send('vip', rows), send('b', rows.toReversed())])
  expect(both.map(({ membersAfter }) => membersAfter)).toEqual([200, 200])
  expect(await ctx.db.contact.count({ where: { accountId: ctx.actor.accountId } })).toBe(200)
})

test('says nothing of consent: who is known keeps theirs with all that was noted, who is new has none', async () => {
  const ctx = await newShop()
  const { accountId } = ctx.actor
  await upsertContact(
    ctx,
    'ada',
    { permissions: [{ bit: 1, granted: true }] },
    { mode: 'create', purge: false },
  )
  await upsertContact(
    ctx,
    'bob',
    { permissions: [{ bit: 1, granted: false }] },
    { mode: 'create', purge: false },
  )
  const consents = () =>
    ctx.db.contactPermission.findMany({ where: { accountId }, orderBy: { contactId: 'asc' } })
  const history = () => ctx.db.consentChange.findMany({ where: { accountId }, orderBy: { id: 'asc' } })
  const before = [await consents(), await history()]
  const rows = ['ada', 'bob', 'eve'].map((id) => ({ id, email: `${id}@x.nl` }))
  for (const created of [1, 0]) expect((await create(ctx, rows)).sync.created).toBe(created)
  const granting = { id: 'bob', email: 'bob@x.nl', permissions: [1] }
  await expect(create(ctx, [granting])).rejects.toMatchObject({ code: 'invalid' })
  expect([await consents(), await history()]).toEqual(before)
})
