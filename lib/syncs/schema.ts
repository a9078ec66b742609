import { z } from 'zod'
import { ExternalId, Moment } from '@/lib/platform/schema'

/** Most ids in one small change: a call of the reference API. */
export const smallSyncMax = 2_500

/** Most rejected rows that are kept of one sync; `rejections` counts them all. */
export const rejectionsKeptMax = 50_000

/** What a sender asks for: the whole membership, some who join, some who leave, or both. */
export const SentMode = z.enum(['replace', 'add', 'remove', 'delta'])
export type SentMode = z.infer<typeof SentMode>

/** `empty`, `undo` and `erase` are recorded like syncs, because they change membership too. */
export const SyncMode = z.enum([...SentMode.options, 'empty', 'undo', 'erase'])
export type SyncMode = z.infer<typeof SyncMode>

export const SyncStatus = z.enum([
  'open',
  'receiving',
  'applying',
  'held',
  'done',
  'failed',
  'rejected',
  'abandoned',
  'undone',
])
export type SyncStatus = z.infer<typeof SyncStatus>

/** What becomes of ids that are no contact: left out and reported, refused with the whole sync, or made contacts. */
export const UnknownPolicy = z.enum(['skip', 'reject', 'create'])
export type UnknownPolicy = z.infer<typeof UnknownPolicy>

export const SyncOptions = z.object({
  mode: SentMode.meta({
    description:
      '`replace`: the body is the whole membership. `add`, `remove`: these join or leave. `delta`: each row says which in `op`.',
  }),
  dryRun: z
    .stringbool()
    .default(false)
    .meta({ description: 'Only work out what would happen; nothing changes.' }),
  unknown: UnknownPolicy.default('skip').meta({
    description:
      'Ids that are no contact: `skip` leaves them out and reports them, `reject` refuses the whole sync, `create` makes a contact of a row that carries an e-mail address.',
  }),
  maxRemovals: z
    .string()
    .regex(/^(\d{1,2}(\.\d{1,4})?%|100%|\d{1,12})$/, {
      error: 'Give a share of the members, such as 20%, or a number of contacts.',
    })
    .optional()
    .meta({
      description:
        'Hold the sync when it removes more than this: a share of the members (`20%`, of which the % is sent as %25) or a number of contacts. In place of the guard of the audience, tighter or looser.',
    }),
  force: z
    .stringbool()
    .default(false)
    .meta({ description: 'Apply it whatever it removes. Needs the scope `audiences:force`.' }),
})
export type SyncOptions = z.output<typeof SyncOptions>

/** Most parts of one sync, and how long it waits for them. */
export const partsMax = 10_000
export const openForH = 24

/** Contacts that a held sync would take out, of whom it shows this many. */
export const heldSampleMax = 100

const Count = z.int().min(0)

/** Why a sync failed, is held or was not applied. */
export const Problem = z.object({ code: z.string(), detail: z.string() })
export type Problem = z.infer<typeof Problem>

export const Sync = z
  .object({
    id: z.string(),
    audienceId: ExternalId,
    audienceName: z.string(),
    mode: SyncMode,
    status: SyncStatus,
    dryRun: z.boolean(),
    received: Count.meta({ description: 'Rows in the body. Always duplicates + unknown + matched.' }),
    duplicates: Count,
    unknown: Count.meta({ description: 'Ids that are no contact and were not made one.' }),
    created: Count.meta({ description: 'Contacts made of ids that were unknown.' }),
    added: Count,
    removed: Count,
    unchanged: Count.meta({ description: 'Matched contacts that already were as the sync wants them.' }),
    rejections: Count.meta({ description: 'Rows that were not used, each with its reason.' }),
    membersBefore: Count.nullable(),
    membersAfter: Count.nullable().meta({ description: 'Always membersBefore + added − removed.' }),
    startedAt: Moment,
    finishedAt: Moment.nullable(),
    durationMs: Count.nullable(),
    credential: z.string().nullable().meta({ description: 'Name of the API credential that sent it.' }),
    maxRemovals: z.string().nullable(),
    force: z.boolean(),
    parts: Count.nullable().meta({
      description: 'Of a sync sent in parts that is still open: those received.',
    }),
    expiresAt: Moment.nullable().meta({ description: 'When an open sync is abandoned.' }),
    undoes: z.string().nullable().meta({ description: 'Of an undo: the sync that it undid.' }),
    undoneBy: z.string().nullable(),
    supersededBy: z
      .string()
      .nullable()
      .meta({ description: 'Of a held sync: the later one that took its place.' }),
    problem: Problem.nullable().meta({ description: 'Why it failed, is held or was not applied.' }),
    links: z.object({
      self: z.string(),
      audience: z.string(),
      changes: z.string(),
      rejections: z.string(),
      parts: z.string().optional(),
      commit: z.string().optional(),
      approve: z.string().optional(),
      reject: z.string().optional(),
      undo: z.string().optional(),
    }),
  })
  .meta({ id: 'Sync' })
export type Sync = z.infer<typeof Sync>

/** What there is to decide about. The counts of the sync say what it would do, against the membership of `membersBefore`. */
export const HeldSync = z.object({
  membersNow: Count,
  moved: z.boolean().meta({
    description:
      'Whether the membership has changed since the numbers were worked out. Approving works them out anew.',
  }),
  sample: z.array(ExternalId).max(heldSampleMax).meta({ description: 'Some of those who would leave.' }),
})
export type HeldSync = z.infer<typeof HeldSync>

export const SyncDetail = Sync.extend({
  held: HeldSync.nullable().meta({ description: 'Of a held sync: what there is to decide about.' }),
}).meta({ id: 'SyncDetail' })
export type SyncDetail = z.infer<typeof SyncDetail>

/** Which sync to approve, reject or undo. */
export const DecideSync = z.object({ syncId: z.string().max(20) })

/** What ends an upload in parts. */
export const CommitInput = z
  .object({
    parts: z.int().min(1).max(partsMax).meta({ description: 'How many parts were sent: 1 to this number.' }),
    rows: Count.optional().meta({
      description: 'How many rows they hold together, where you want it checked.',
    }),
  })
  .meta({ id: 'CommitInput' })
export type CommitInput = z.output<typeof CommitInput>

export const SyncPart = z
  .object({ part: z.int().min(1).max(partsMax), rows: Count, receivedAt: Moment })
  .meta({ id: 'SyncPart' })
export type SyncPart = z.infer<typeof SyncPart>

/** A sync as the screens show it: with the way to its list, and who made it where that was no system. */
export const SyncEntry = Sync.extend({ listId: z.int(), user: z.string().nullable() }).meta({
  id: 'SyncEntry',
})
export type SyncEntry = z.infer<typeof SyncEntry>

export const SyncChange = z
  .object({
    change: z.enum(['joined', 'left']),
    externalId: ExternalId,
    email: z.string().nullable(),
  })
  .meta({ id: 'SyncChange' })
export type SyncChange = z.infer<typeof SyncChange>

export const SyncRejection = z
  .object({
    part: z.int().min(1).meta({ description: 'The part that the line is in; 1 for a sync in one body.' }),
    line: z.int().min(1),
    value: z.string().meta({ description: 'The id as it was sent, shortened when it is too long.' }),
    reason: z.string(),
  })
  .meta({ id: 'SyncRejection' })
export type SyncRejection = z.infer<typeof SyncRejection>

/** Syncs, changes or rejections on one page of the screens. */
export const syncPageSize = 50

/** The address bar of a list of syncs. Each field falls back, so that an old bookmark still opens. */
export const SyncListQuery = z.object({
  status: z.enum(['running', 'held', 'done', 'failed']).optional().catch(undefined),
  mode: SyncMode.optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})

/** The address bar of one sync: which of its rows are shown. */
export const SyncRowsQuery = z.object({
  show: z.enum(['changes', 'rejections']).optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})

/** Days of growth that are answered at most, and when none are asked for. */
export const growthDaysMax = 3_660
export const growthDaysDefault = 90

export const GrowthDay = z.object({
  day: z.iso.date(),
  members: Count.meta({
    description: 'At the end of the day. Always those of the day before + joined − left.',
  }),
  joined: Count,
  left: Count,
})
export type GrowthDay = z.infer<typeof GrowthDay>

export const Growth = z
  .object({
    timeZone: z.string().meta({ description: 'The time zone of the account, whose days these are.' }),
    days: z.array(GrowthDay),
  })
  .meta({ id: 'Growth' })
export type Growth = z.infer<typeof Growth>

/** Choices of the screen of growth; 90 days are its own. */
export const GrowthRange = z.enum(['30', '90', 'all'])
export type GrowthRange = z.infer<typeof GrowthRange>

/** The address bar of an audience's growth: a range, or the days themselves. Each field falls back, so that an old bookmark still opens. */
export const GrowthRangeQuery = z.object({
  range: GrowthRange.optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
})
export type GrowthRangeQuery = z.output<typeof GrowthRangeQuery>
