import { z } from 'zod'
import { ListId } from '@/lib/lists/schema'
import { ExternalId, Moment, Name } from '@/lib/platform/schema'

const Description = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'This is not text.' })
  .max(10_000)
  .nullable()
  .meta({ description: 'For the marketers; at most 10,000 characters.' })

/** 366 days. */
const syncEveryMax = 527_040

const SyncEvery = z.int().min(1).max(syncEveryMax).nullable().meta({
  description:
    'How often, in minutes, you will sync; an overdue audience is shown as stale. At most 366 days.',
})
const GuardShare = z.int().min(0).max(100).nullable().meta({
  description: 'Hold a sync that removes more than this share (%) of the members; null: the account decides.',
})
const guardMinMax = 1_000_000_000
const GuardMin = z.int().min(0).max(guardMinMax).nullable().meta({
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

/** How often a sync may be expected, as the form has it, in minutes. */
export const cadences = ['60', '1440', '10080'] as const
export const cadenceUnits = ['minutes', 'hours', 'days'] as const
const minutesIn: Record<(typeof cadenceUnits)[number], number> = { minutes: 1, hours: 60, days: 1440 }

/** A number that may be left empty, which is null. */
const numberOrNone = (max: number, tooMuch: string) =>
  z
    .string()
    .trim()
    .transform((text) => (text === '' ? null : text))
    .pipe(
      z.coerce
        .number<string>('Enter a number, or leave this empty.')
        .int('Enter a whole number.')
        .min(0, 'Enter 0 or more.')
        .max(max, tooMuch)
        .nullable(),
    )

/** What a marketer may set of an audience. `count` and `unit` are those of a custom cadence. */
export const SetSyncSettings = z
  .object({
    listId: ListId,
    every: z.enum(['off', ...cadences, 'custom']),
    count: z.string().trim().optional(),
    unit: z.enum(cadenceUnits).optional(),
    guardShare: numberOrNone(100, 'At most 100%.'),
    guardMin: numberOrNone(guardMinMax, 'At most 1,000,000,000.'),
  })
  .transform(({ every, count, unit, ...settings }, check) => {
    if (every === 'off') return { ...settings, syncEveryMinutes: null }
    if (every !== 'custom') return { ...settings, syncEveryMinutes: Number(every) }
    const given = Number(count || Number.NaN)
    const minutes = given * minutesIn[unit ?? 'minutes']
    if (Number.isInteger(given) && minutes >= 1 && minutes <= syncEveryMax) {
      return { ...settings, syncEveryMinutes: minutes }
    }
    check.addIssue({ code: 'custom', path: ['count'], message: 'Enter a whole number, up to 366 days.' })
    return z.NEVER
  })
export type SetSyncSettings = z.output<typeof SetSyncSettings>

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
