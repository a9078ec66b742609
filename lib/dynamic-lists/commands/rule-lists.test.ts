import { describe, expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { deleteAudience } from '@/lib/audiences/commands/delete-audience'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { listUsages } from '@/lib/lists/queries'
import { asUser, newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { getRuleList } from '../queries'
import type { Refinement, Rules } from '../rules/schema'
import { ruleListsMax } from '../schema'
import { copyRuleList, createRuleList, deleteRuleList, renameRuleList, saveRules } from './rule-lists'

testDatabase()

const rulesOf = (...refinements: Refinement[]): Rules => ({ selections: [{ refinements }], exclusions: [] })
const inHaag: Refinement = {
  on: 'property',
  property: 'city',
  test: { type: 'text', op: 'is', value: 'Den Haag' },
}
const newsletter: Refinement = { on: 'permission', bit: 1, granted: true }
const active: Refinement = { on: 'status', status: 'active' }
const inList = (kind: 'audience' | 'static', id: number): Refinement => ({
  on: 'list',
  list: { kind, id },
  member: true,
})

async function audience(ctx: Context): Promise<number> {
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  const where = { accountId: ctx.actor.accountId, externalId: 'vip' }
  return (await ctx.db.audience.findFirstOrThrow({ where })).id
}

async function staticList(ctx: Context): Promise<number> {
  const data = { accountId: ctx.actor.accountId, kind: 'static', name: 'Fair', nameKey: 'fair' }
  return (await ctx.db.list.create({ data })).id
}

async function create(ctx: Context, rules: Rules, name = 'The Hague'): Promise<number> {
  return Number((await createRuleList(ctx, { name, folderId: null, rules })).id)
}

async function referencesOf(ctx: Context, ruleListId: number) {
  const where = { accountId: ctx.actor.accountId, ruleListId }
  const lists = await ctx.db.ruleListList.findMany({ where, orderBy: { listId: 'asc' } })
  return {
    lists: lists.map(({ listId, listKind }) => `${listKind} ${listId}`),
    properties: await ctx.db.ruleListProperty.count({ where }),
    permissions: await ctx.db.ruleListPermission.count({ where }),
  }
}

describe('createRuleList', () => {
  test('keeps the rules, and what they name', async () => {
    const ctx = await newAccount()
    const [vip, fair] = [await audience(ctx), await staticList(ctx)]
    const rules = rulesOf(inHaag, newsletter, inList('audience', vip), inList('static', fair))
    const id = await create(await asUser(ctx, 'editor'), rules)
    expect(await getRuleList(ctx, id)).toMatchObject({ name: 'The Hague', revision: 1, rules })
    expect(await referencesOf(ctx, id)).toEqual({
      lists: [`audience ${vip}`, `static ${fair}`],
      properties: 1,
      permissions: 1,
    })
  })

  test('refuses a name that another has, without regard to case; also at once', async () => {
    const ctx = await newAccount()
    const outcomes = await Promise.allSettled([1, 2].map(() => create(ctx, rulesOf(active))))
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const again = create(ctx, rulesOf(active), 'the HAGUE')
    await expect(again).rejects.toMatchObject({ code: 'name_taken', field: 'name' })
    // An audience may be called the same: a list is known by its kind and its name.
    await createAudience(ctx, { externalId: 'a', name: 'The Hague' })
  })

  test('refuses what is not there, of another account or has rules itself, and keeps nothing', async () => {
    const ctx = await newAccount()
    const other = await newAccount()
    const theirs = await audience(other)
    const own = await create(ctx, rulesOf(active))
    const refused = { code: 'invalid', field: 'rules.selections.0.refinements.1' }
    for (const refinement of [
      inList('audience', theirs),
      inList('audience', own),
      inList('static', own),
      { ...newsletter, bit: 63 },
      { ...inHaag, property: 'email' },
      { ...inHaag, property: 'permissions' },
    ] as Refinement[]) {
      await expect(create(ctx, rulesOf(active, refinement), 'Other')).rejects.toMatchObject(refused)
    }
    const missing = { name: 'Other', folderId: 2_147_483_647, rules: rulesOf(active) }
    await expect(createRuleList(ctx, missing)).rejects.toMatchObject({ code: 'conflict' })
    expect(await ctx.db.ruleList.count({ where: { accountId: ctx.actor.accountId } })).toBe(1)
  })

  test('stops where an account has all it may have', async () => {
    const ctx = await newAccount()
    await ctx.db.$executeRaw`
      with l as (
        insert into list (account_id, kind, name, name_key)
        select ${ctx.actor.accountId}, 'rules', n::text, n::text from generate_series(1, ${ruleListsMax - 1}) n
        returning account_id, id)
      insert into rule_list (account_id, id, rules) select account_id, id, '{"selections": []}' from l`
    const outcomes = await Promise.allSettled(['a', 'b'].map((name) => create(ctx, rulesOf(active), name)))
    expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'limit_reached' },
    })
    expect(await ctx.db.ruleList.count({ where: { accountId: ctx.actor.accountId } })).toBe(ruleListsMax)
  })
})

describe('saveRules', () => {
  test('puts other rules, and other names, in place of those there were', async () => {
    const ctx = await newAccount()
    const listId = await create(ctx, rulesOf(inHaag, inList('audience', await audience(ctx))))
    await saveRules(ctx, { listId, revision: 1, rules: rulesOf(newsletter) })
    expect(await getRuleList(ctx, listId)).toMatchObject({ revision: 2, rules: rulesOf(newsletter) })
    expect(await referencesOf(ctx, listId)).toEqual({ lists: [], properties: 0, permissions: 1 })
  })

  test('of two who edit the same rules the second is told, one after the other and at once', async () => {
    const ctx = await newAccount()
    const listId = await create(ctx, rulesOf(active))
    await saveRules(ctx, { listId, revision: 1, rules: rulesOf(inHaag) })
    await expect(saveRules(ctx, { listId, revision: 1, rules: rulesOf(newsletter) })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await getRuleList(ctx, listId)).toMatchObject({ revision: 2, rules: rulesOf(inHaag) })
    expect(await referencesOf(ctx, listId)).toMatchObject({ properties: 1, permissions: 0 })
    const outcomes = await Promise.allSettled(
      [active, newsletter].map((one) => saveRules(ctx, { listId, revision: 2, rules: rulesOf(one) })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('changes nothing when it names what is not there', async () => {
    const ctx = await newAccount()
    const listId = await create(ctx, rulesOf(inHaag))
    const rules = rulesOf(inList('audience', 1))
    await expect(saveRules(ctx, { listId, revision: 1, rules })).rejects.toMatchObject({ code: 'invalid' })
    expect(await getRuleList(ctx, listId)).toMatchObject({ revision: 1, rules: rulesOf(inHaag) })
    expect(await referencesOf(ctx, listId)).toMatchObject({ properties: 1 })
  })
})

test('a copy lies beside the list it is of, and goes its own way', async () => {
  const ctx = await newAccount()
  const { accountId } = ctx.actor
  const folder = await ctx.db.folder.create({
    data: { accountId, kind: 'dynamic-lists', name: 'Spring', nameKey: 'spring' },
  })
  const of = { name: 'The Hague', folderId: folder.id, rules: rulesOf(inHaag) }
  const listId = Number((await createRuleList(ctx, of)).id)
  const copy = Number((await copyRuleList(ctx, { listId, name: 'Copy' })).id)
  await saveRules(ctx, { listId, revision: 1, rules: rulesOf(active) })
  expect(await getRuleList(ctx, copy)).toMatchObject({ name: 'Copy', folderId: folder.id, rules: of.rules })
  expect(await referencesOf(ctx, copy)).toMatchObject({ properties: 1 })
  await expect(copyRuleList(ctx, { listId, name: 'copy' })).rejects.toMatchObject({ code: 'name_taken' })
})

test('a list is renamed, not to what another is called', async () => {
  const ctx = await newAccount()
  const listId = await create(ctx, rulesOf(active))
  await create(ctx, rulesOf(active), 'Other')
  await renameRuleList(ctx, { listId, name: 'the hague' })
  expect(await getRuleList(ctx, listId)).toMatchObject({ name: 'the hague', revision: 1 })
  await expect(renameRuleList(ctx, { listId, name: 'OTHER' })).rejects.toMatchObject({ code: 'name_taken' })
})

test('a list that is used stays, and says where; unused it goes, with all it named', async () => {
  const ctx = await newAccount()
  const vip = await audience(ctx)
  const listId = await create(ctx, rulesOf(inHaag, inList('audience', vip)))
  const use = { kind: 'mailing', holderId: 12n, holderName: 'Spring offer', reason: 'It is scheduled.' }
  await ctx.db.listHold.create({ data: { accountId: ctx.actor.accountId, listId, ...use } })
  await expect(deleteRuleList(ctx, { listId })).rejects.toMatchObject({
    code: 'in_use',
    details: { usages: [{ name: 'Spring offer', blocking: true }] },
  })
  await ctx.db.listHold.deleteMany({ where: { accountId: ctx.actor.accountId } })
  await deleteRuleList(ctx, { listId })
  await expect(getRuleList(ctx, listId)).rejects.toMatchObject({ code: 'not_found' })
  await expect(deleteRuleList(ctx, { listId })).rejects.toMatchObject({ code: 'not_found' })
  await deleteAudience(ctx, 'vip')
})

test('what rules name cannot be deleted, and says where it is named', async () => {
  const ctx = await newAccount()
  const { accountId } = ctx.actor
  const [vip, fair] = [await audience(ctx), await staticList(ctx)]
  const rules = rulesOf(inHaag, newsletter, inList('audience', vip), inList('static', fair))
  const id = String(await create(ctx, rules))
  const usage = { kind: 'dynamic-list', id, name: 'The Hague', url: `/dynamic-lists/${id}`, blocking: true }
  expect(await listUsages(ctx, vip)).toMatchObject([usage])
  expect(await listUsages(ctx, fair)).toMatchObject([usage])
  await expect(deleteAudience(ctx, 'vip')).rejects.toMatchObject({
    code: 'in_use',
    message: expect.stringContaining('dynamic list "The Hague"'),
    details: { usages: [usage] },
  })
  const refused = { message: expect.stringMatching(/constraint/i) }
  await expect(ctx.db.list.deleteMany({ where: { accountId, id: fair } })).rejects.toMatchObject(refused)
  await expect(ctx.db.property.deleteMany({ where: { accountId, name: 'city' } })).rejects.toMatchObject(
    refused,
  )
  await expect(ctx.db.permission.deleteMany({ where: { accountId } })).rejects.toMatchObject(refused)
})

test('an audience that goes while a list that names it is made: one of the two is refused, and nothing dangles', async () => {
  const ctx = await newAccount()
  for (let attempt = 0; attempt < 5; attempt++) {
    const vip = await audience(ctx)
    const [made, gone] = await Promise.allSettled([
      create(ctx, rulesOf(inList('audience', vip)), `List ${attempt}`),
      deleteAudience(ctx, 'vip'),
    ])
    expect([made.status, gone.status].sort()).toEqual(['fulfilled', 'rejected'])
    if (made.status === 'rejected') expect(['invalid', 'conflict']).toContain(made.reason.code)
    else {
      expect(gone).toMatchObject({ reason: { code: 'in_use' } })
      await deleteRuleList(ctx, { listId: made.value })
      await deleteAudience(ctx, 'vip')
    }
  }
})

test('who may not write, and who is of another account, changes nothing', async () => {
  const ctx = await newAccount()
  const listId = await create(ctx, rulesOf(active))
  const verbs = [
    (of: Context) => create(of, rulesOf(active), 'Other'),
    (of: Context) => saveRules(of, { listId, revision: 1, rules: rulesOf(inHaag) }),
    (of: Context) => copyRuleList(of, { listId, name: 'Copy' }),
    (of: Context) => renameRuleList(of, { listId, name: 'Renamed' }),
    (of: Context) => deleteRuleList(of, { listId }),
  ]
  const viewer = await asUser(ctx, 'viewer')
  const other = await newAccount()
  for (const verb of verbs) await expect(verb(viewer)).rejects.toMatchObject({ code: 'forbidden' })
  for (const verb of verbs.slice(1)) await expect(verb(other)).rejects.toMatchObject({ code: 'not_found' })
  expect(await getRuleList(await asUser(ctx, 'viewer'), listId)).toMatchObject({
    name: 'The Hague',
    revision: 1,
    rules: rulesOf(active),
  })
})
