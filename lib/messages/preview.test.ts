import { expect, test } from 'vitest'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import { createRuleList } from '@/lib/dynamic-lists/commands/rule-lists'
import { Rules } from '@/lib/dynamic-lists/rules/schema'
import { addPeople } from '@/lib/dynamic-lists/testing/people'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { contentOf, dynamicBlock, headingBlock } from '@/lib/testing/messages'
import { type PreviewFor, previewMessage } from './preview'

testDatabase()

/** Ann is in the audience, Bob meets the rules. */
async function newPeople() {
  const ctx = await newAccount()
  await createAudience(ctx, { externalId: 'vip', name: 'VIP' })
  const { id: vip } = await ctx.db.list.findFirstOrThrow({ where: { accountId: ctx.actor.accountId } })
  const test = { type: 'text', op: 'is', value: 'Delft' }
  const rules = Rules.parse({
    selections: [{ refinements: [{ on: 'property', property: 'city', test }] }],
    exclusions: [],
  })
  const { id } = await createRuleList(ctx, { name: 'Delft', folderId: null, rules })
  await addPeople(ctx, [
    { id: 'ann', email: 'Ann@shop.example', properties: { firstName: 'Ann' }, lists: [vip] },
    { id: 'bob', properties: { firstName: 'Bob', city: 'Delft' } },
  ])
  return { ctx, vip, delft: Number(id) }
}

async function read(ctx: Context, lists: number[], previewFor: PreviewFor): Promise<string[]> {
  const blocks = lists.map((list) => dynamicBlock(list, [headingBlock(`in ${list}`)], [headingBlock('out')]))
  const content = contentOf(headingBlock('Dear {{firstName|reader}}'), ...blocks)
  const { text } = await previewMessage(ctx, { subject: '', preheader: '', content }, previewFor)
  return text.trim().split('\n\n')
}

test('is what a contact would get, named by id or by e-mail address', async () => {
  const { ctx, vip, delft } = await newPeople()
  const shown = (contact: string) => read(ctx, [vip, delft, 404], { contact })
  expect(await shown('ann')).toEqual(['Dear Ann', `in ${vip}`, 'out', 'out'])
  expect(await shown('ann@SHOP.example')).toEqual(await shown('ann'))
  expect(await shown('bob')).toEqual(['Dear Bob', 'out', `in ${delft}`, 'out'])
  await expect(shown('nobody')).rejects.toMatchObject({ code: 'not_found' })
})

test('is what somebody in some lists would get', async () => {
  const { ctx, vip, delft } = await newPeople()
  expect(await read(ctx, [vip, delft], { listIds: [delft] })).toEqual(['Dear reader', 'out', `in ${delft}`])
})

test('does not tell of the contacts of another account', async () => {
  const { vip } = await newPeople()
  await expect(read(await newAccount(), [vip], { contact: 'ann' })).rejects.toMatchObject({
    code: 'not_found',
  })
})
