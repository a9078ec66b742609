import { z } from 'zod'
import type { ListKind } from '@/lib/lists/schema'
import { Name } from '@/lib/platform/schema'
import { AutomailerStatus, type MailingStatus, PeriodHours, type TargetKind } from '../schema'

/** Automailers on one page of the overview. */
export const automailerPageSize = 50

export const automailerSorts = ['name', 'planned', 'recipients', 'created'] as const
export type AutomailerSort = (typeof automailerSorts)[number]

/** The overview's address bar. Each field falls back, so that an old bookmark still opens. */
export const AutomailerQuery = z.object({
  q: z.string().max(255).optional().catch(undefined),
  status: AutomailerStatus.optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})

export type Automailer = {
  id: string
  name: string
  status: AutomailerStatus
  periodHours: number
  /** When it goes; null while its mailing has not started. */
  plannedAt: string | null
  startedAt: string | null
  finishedAt: string | null
  /** Those it goes to; 0 until it starts. */
  recipients: number
  createdAt: string
  mailing: {
    id: string
    name: string
    status: MailingStatus
    scheduledAt: string | null
    startedAt: string | null
  }
  targetGroup: { kind: TargetKind; name: string | null; listKind: ListKind | null; listId: number | null }
}

const AutomailerId = z.string().regex(/^\d{1,18}$/, 'This is no automailer.')

export const OneAutomailer = z.object({ automailerId: AutomailerId })
export type OneAutomailer = z.output<typeof OneAutomailer>

export const NamedAutomailer = OneAutomailer.extend({ name: Name })
export type NamedAutomailer = z.output<typeof NamedAutomailer>

export const EditAutomailer = OneAutomailer.extend({ periodHours: PeriodHours })
export type EditAutomailer = z.output<typeof EditAutomailer>
