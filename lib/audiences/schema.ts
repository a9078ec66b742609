import { z } from 'zod'
import { ExternalId, Moment, Name } from '@/lib/platform/schema'

const Description = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'This is not text.' })
  .max(10_000)
  .nullable()
  .meta({ description: 'For the marketers; at most 10,000 characters.' })

const SyncEvery = z.int().min(1).max(527_040).nullable().meta({
  description:
    'How often, in minutes, you will sync; an overdue audience is shown as stale. At most 366 days.',
})
const GuardShare = z.int().min(0).max(100).nullable().meta({
  description: 'Hold a sync that removes more than this share (%) of the members; null: the account decides.',
})
const GuardMin = z.int().min(0).max(1_000_000_000).nullable().meta({
  description: 'Hold only when at least this many would be removed; null: the account decides.',
})

const settings = {
  description: Description.optional(),
  syncEveryMinutes: SyncEvery.optional(),
  guardShare: GuardShare.optional(),
  guardMin: GuardMin.optional(),
}

export const AudienceInput = z.object({ externalId: ExternalId, name: Name, ...settings }).meta({
  id: 'AudienceInput',
})
export type AudienceInput = z.output<typeof AudienceInput>

/** What PUT sends: the id is in the path, and may be repeated in the body. */
export const AudiencePut = z.object({ externalId: ExternalId.optional(), name: Name, ...settings }).meta({
  id: 'AudiencePut',
})
export type AudiencePut = z.output<typeof AudiencePut>

export const AudiencePatch = z.object({ name: Name.optional(), ...settings }).meta({ id: 'AudiencePatch' })
export type AudiencePatch = z.output<typeof AudiencePatch>

export const Audience = z
  .object({
    externalId: ExternalId,
    name: z.string(),
    description: z.string().nullable(),
    members: z.int().min(0).meta({ description: 'Contacts in the audience now, exact.' }),
    createdAt: Moment,
    changedAt: Moment.meta({ description: 'When its name, description or settings last changed.' }),
    lastContactAddedAt: Moment.nullable(),
    lastContactRemovedAt: Moment.nullable(),
    lastSyncAt: Moment.nullable(),
    syncEveryMinutes: SyncEvery,
    guardShare: GuardShare,
    guardMin: GuardMin,
    stale: z.boolean().meta({ description: 'No sync for longer than `syncEveryMinutes`.' }),
  })
  .meta({ id: 'Audience' })
export type Audience = z.infer<typeof Audience>

const Count = z.int().min(0)

/** Most buckets of a digest. */
export const bucketsMax = 65_536

export const Digest = z
  .object({
    count: Count.meta({ description: 'Members in all.' }),
    buckets: z.array(
      z.object({
        bucket: Count,
        count: Count,
        hash: z
          .string()
          .meta({ description: 'XOR over the ids of bytes 8 to 15 of their MD5, as 16 hexadecimal digits.' }),
      }),
    ),
  })
  .meta({ id: 'Digest' })
export type Digest = z.infer<typeof Digest>

export const Overlap = z
  .object({
    onlyA: Count.meta({ description: 'In the first only.' }),
    both: Count,
    onlyB: Count.meta({ description: 'In the second only.' }),
  })
  .meta({ id: 'Overlap' })
export type Overlap = z.infer<typeof Overlap>

/** A member, as lists of an audience's contacts show it. */
export const Member = z
  .object({
    externalId: ExternalId,
    email: z.string().nullable(),
    status: z.enum(['active', 'inactive']),
  })
  .meta({ id: 'Member' })
export type Member = z.infer<typeof Member>

/** Contacts on one page of an audience in the screens. */
export const memberPageSize = 50

export const memberSorts = ['externalId', 'email'] as const

/** The address bar of an audience's contacts. Each field falls back, so that an old bookmark still opens. */
export const MemberQuery = z.object({
  q: z.string().min(1).max(255).optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})
