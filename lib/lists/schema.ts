import { z } from 'zod'
import { bitMax } from '@/lib/permissions/schema'
import { ExternalId } from '@/lib/platform/schema'

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

/** A member, as lists show their contacts. */
export const Member = z
  .object({
    externalId: ExternalId,
    email: z.string().nullable(),
    status: z.enum(['active', 'inactive']),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

/** Contacts on one page of a list in the screens. */
export const memberPageSize = 50

export const memberSorts = ['externalId', 'email'] as const

/** The address bar of a list's contacts. Each field falls back, so that an old bookmark still opens. */
export const MemberQuery = z.object({
  q: z.string().min(1).max(255).optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})

/** Most lists whose reach is asked for at once: those on one page of an overview. */
export const reachListsMax = 50

/** For which lists an overview asks the reach, in its address: `?ids=3,14`. */
export const ReachQuery = z.object({
  ids: z
    .string()
    .default('')
    .transform((ids): unknown[] => (ids === '' ? [] : ids.split(',')))
    .pipe(z.array(ListId).max(reachListsMax)),
})

/** Each list's members who could be mailed, by its id; null when counting took too long. */
export const Reach = z.object({ reach: z.record(z.string(), z.int()).nullable() })
export type Reach = z.infer<typeof Reach>

/** What is left of a list's contacts step by step: `members` ≥ `active` ≥ `mailable` ≥ `reach`. */
export const Funnel = z.object({
  members: z.int(),
  active: z.int(),
  /** Active, with an e-mail address. */
  mailable: z.int(),
  /** The name of the permission that was asked about; null when none was. */
  permission: z.string().nullable(),
  /** Those a mailing would go to: mailable, and holding the permission if one was asked about. */
  reach: z.int(),
})
export type Funnel = z.infer<typeof Funnel>

/** The address bar of a list's reach: the bit of a permission. */
export const FunnelQuery = z.object({
  permission: z.coerce.number().int().min(1).max(bitMax).optional().catch(undefined),
})
