import { z } from 'zod'
import { FiledQuery } from '@/lib/folders/schema'
import { ListId, ListKind } from '@/lib/lists/schema'
import { Moment, Name } from '@/lib/platform/schema'
import { NamedListKind, Rules } from './rules/schema'

/** Lists on one page of the overview. */
export const dynamicListPageSize = 50

export const DynamicListKind = ListKind.extract(['audience', 'rules'])
export type DynamicListKind = z.infer<typeof DynamicListKind>

export const dynamicListSorts = ['name', 'kind', 'members', 'refreshed', 'created', 'changed'] as const
export type DynamicListSort = (typeof dynamicListSorts)[number]

/** The overview's address bar. */
export const DynamicListQuery = FiledQuery.extend({
  kind: DynamicListKind.optional().catch(undefined),
  sync: z.enum(['held', 'stale']).optional().catch(undefined),
})
export type DynamicListQuery = z.output<typeof DynamicListQuery>

export const DynamicListRow = z.object({
  id: z.string(),
  kind: DynamicListKind,
  name: z.string(),
  externalId: z
    .string()
    .nullable()
    .meta({ description: 'Of an audience: the id its external system knows it by.' }),
  members: z.int().nullable().meta({ description: 'Null while they have not been counted.' }),
  /** Last sync of an audience, last computation of a rule-based list. */
  refreshedAt: Moment.nullable(),
  stale: z.boolean(),
  heldSyncId: z
    .string()
    .nullable()
    .meta({ description: 'The sync of this audience that waits for approval.' }),
  folderId: z.int().nullable(),
  folderName: z.string().nullable(),
  createdAt: Moment,
  changedAt: Moment,
})
export type DynamicListRow = z.infer<typeof DynamicListRow>

/** A list with all that its own page tells about it. */
export const DynamicListDetail = DynamicListRow.extend({
  description: z.string().nullable(),
  lastContactAddedAt: Moment.nullable(),
  lastContactRemovedAt: Moment.nullable(),
  lastSyncCredential: z.string().nullable(),
  syncEveryMinutes: z.int().nullable(),
  /** Null: the account decides. */
  guardShare: z.int().nullable(),
  guardMin: z.int().nullable(),
})
export type DynamicListDetail = z.infer<typeof DynamicListDetail>

/** Most rule-based lists in one account. */
export const ruleListsMax = 1_000

export const NewRuleList = z.object({ name: Name, folderId: ListId.nullable(), rules: Rules })
export type NewRuleList = z.output<typeof NewRuleList>

/** `revision`: of the rules that were edited, so that nobody overwrites what another saved meanwhile. */
export const SaveRules = z.object({ listId: ListId, revision: z.int().min(1), rules: Rules })
export type SaveRules = z.output<typeof SaveRules>

export const NamedRuleList = z.object({ listId: ListId, name: Name })
export type NamedRuleList = z.output<typeof NamedRuleList>

export const DeleteRuleList = z.object({ listId: ListId })
export type DeleteRuleList = z.output<typeof DeleteRuleList>

/** What an editor of rules begins with. */
export const RuleList = z.object({
  id: z.string(),
  name: z.string(),
  folderId: z.int().nullable(),
  revision: z.int(),
  rules: Rules,
})
export type RuleList = z.output<typeof RuleList>

/** How many would be in a list, and be mailed, while its rules are edited; null when counting took too long. */
export const Preview = z.object({ count: z.object({ members: z.int(), reach: z.int() }).nullable() })
export type Preview = z.infer<typeof Preview>

/** As many as a picker shows without scrolling far. */
export const nameableListsShown = 12

/** A list that rules can name. */
export const NamedList = z.object({ id: z.int(), kind: NamedListKind, name: z.string() })
export type NamedList = z.infer<typeof NamedList>
