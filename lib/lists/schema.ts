import { z } from 'zod'

/** What decides a list's members: an external system, rules, or an import. */
export const ListKind = z.enum(['audience', 'rules', 'static'])
export type ListKind = z.infer<typeof ListKind>

/** One place a list is used, and whether that must end before the list can be deleted. */
export const Usage = z
  .object({
    kind: z.enum(['mailing', 'automailer', 'campaign', 'automation', 'dynamic-list', 'message']),
    id: z.string(),
    name: z.string(),
    url: z.string().meta({ description: 'Where to see and end this use, a path of this installation.' }),
    reason: z.string().meta({ description: 'Why it is used there, and what to do to delete the list.' }),
    blocking: z.boolean(),
  })
  .meta({ id: 'Usage' })
export type Usage = z.infer<typeof Usage>

/** Most lists that are moved at once. */
export const movedListsMax = 1_000

export const ListId = z.coerce.number().int().min(1).max(2_147_483_647)

export const MoveLists = z.object({
  listIds: z.array(ListId).min(1).max(movedListsMax),
  folderId: ListId.nullable(),
})
export type MoveLists = z.output<typeof MoveLists>
