import type { Context } from '@/lib/access/context'
import { refreshCount } from '@/lib/dynamic-lists/commands/refresh-count'
import { createRuleList } from '@/lib/dynamic-lists/commands/rule-lists'
import type { Rules, SetTest } from '@/lib/dynamic-lists/rules/schema'
import { createFolder } from '@/lib/folders/commands'
import { listFolders } from '@/lib/folders/queries'
import { moveLists } from '@/lib/lists/commands'
import { createStaticList } from '@/lib/static-lists/commands/save-static-list'
import { shopAudiences } from './audiences'
import { sendMailings } from './mailings'
import { writeMessages } from './messages'
import type { Customer } from './shop'

/** What a marketer did with what the shop sent: filed its audiences, made lists of her own, wrote messages and sent one. Doing it again changes nothing. */
export async function workAsMarketer(ctx: Context, customers: Customer[]): Promise<void> {
  await fileAudiences(ctx)
  const known = await listIds(ctx)
  for (const [name, rules] of ruleLists(known)) {
    if (known.has(name)) continue
    const { id } = await createRuleList(ctx, { name, folderId: null, rules })
    await refreshCount(ctx, Number(id))
  }
  await writeMessages(ctx, known.get('VIP') ?? 0)
  await sendMailings(ctx, known.get('Top 100 customers by turnover in the last 6 months') ?? 0)
  if (known.has(fair)) return
  const visitors = customers.filter(({ city }, n) => city === 'Utrecht' && n % 4 === 0)
  await createStaticList(ctx, { name: fair, externalIds: visitors.map(({ id }) => id).slice(0, 1_000) })
}

const fair = 'Visitors of the fair in Utrecht'

async function listIds(ctx: Context): Promise<Map<string, number>> {
  const lists = await ctx.db.list.findMany({
    where: { accountId: ctx.actor.accountId },
    select: { id: true, name: true },
  })
  return new Map(lists.map(({ id, name }) => [name, id]))
}

function ruleLists(known: ReadonlyMap<string, number>): [name: string, rules: Rules][] {
  const vip = { kind: 'audience', id: known.get('VIP') ?? 0 } as const
  const isGardener: SetTest = { type: 'set', op: 'any-of', bits: [1] }
  const lately = { type: 'date', op: 'last-days', days: 365 } as const
  const inAmsterdam = { type: 'text', op: 'is', value: 'Amsterdam' } as const
  return [
    [
      'Gardeners who bought in the past year',
      {
        selections: [
          {
            refinements: [
              { on: 'property', property: 'interests', test: isGardener },
              { on: 'property', property: 'lastOrderOn', test: lately },
            ],
          },
        ],
        exclusions: [],
      },
    ],
    [
      'Newsletter readers in Amsterdam, VIP aside',
      {
        selections: [
          {
            refinements: [
              { on: 'permission', bit: 1, granted: true },
              { on: 'property', property: 'city', test: inAmsterdam },
            ],
          },
        ],
        exclusions: [{ refinements: [{ on: 'list', list: vip, member: true }] }],
      },
    ],
  ]
}

/** Two folders, with the audiences that belong there. */
async function fileAudiences(ctx: Context): Promise<void> {
  const { accountId } = ctx.actor
  for (const name of ['Sales', 'Retention'] as const) {
    const known = (await listFolders(ctx, 'dynamic-lists')).find((folder) => folder.name === name)
    const { id } = known ?? (await createFolder(ctx, { kind: 'dynamic-lists', parentId: null, name }))
    const externalIds = shopAudiences.filter(({ folder }) => folder === name).map((audience) => audience.id)
    const rows = await ctx.db.audience.findMany({
      where: { accountId, externalId: { in: externalIds } },
      select: { id: true },
    })
    await moveLists(ctx, { listIds: rows.map((row) => row.id), folderId: id })
  }
}
