import { z } from 'zod'
import { Name } from '@/lib/platform/schema'
import { OneMailing } from '../schema'

const Count = z.int().min(0)

/** What became of a mailing's recipients, its automailer's among them. */
export const Figures = z
  .object({
    recipients: Count.meta({ description: 'Those it goes to.' }),
    waiting: Count.meta({ description: 'Not handed to the mail server yet.' }),
    sent: Count.meta({ description: 'Taken by the mail server.' }),
    failed: Count.meta({ description: 'Refused by the mail server for good.' }),
    unknown: Count.meta({
      description: 'Handed over, but the answer was lost. They may have it, so it is never repeated.',
    }),
    skipped: Count.meta({ description: 'Could not be mailed any more when their turn came.' }),
    delivered: Count.meta({ description: 'Taken by the mail server and not sent back, as far as is known.' }),
    opened: Count,
    clicked: Count,
    bounced: Count,
    unsubscribed: Count,
    complained: Count,
  })
  .meta({ id: 'MailingFigures' })
export type Figures = z.infer<typeof Figures>

/** Recipients by what became of them: a figure of the report, or those who were mailed and did not open it. */
export const Figure = z.enum([...Figures.keyof().options, 'not-opened'])
export type Figure = z.infer<typeof Figure>

/** What became of it in an hour or a day, `at` its beginning. */
export type ReportMoment = { at: string; sent: number; opened: number; clicked: number; unsubscribed: number }

/** Buckets that a plot shows. */
export const momentsMax = 60

export type LinkClicks = { number: number; url: string; contacts: number; clicks: number }

export type Report = {
  figures: Figures
  /** How many of the recipients its automailer brought. */
  automailed: number
  /** How long a moment lasts, in hours. */
  momentHours: number
  moments: ReportMoment[]
  links: LinkClicks[]
}

/** Recipients on one page. */
export const recipientPageSize = 50

export const RecipientQuery = z.object({
  figure: Figure.catch('recipients'),
  q: z.string().min(1).max(255).optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})

export const RecipientStatus = z.enum(['queued', 'sending', 'sent', 'failed', 'unknown', 'skipped'])

export type Recipient = {
  externalId: string
  email: string | null
  status: z.infer<typeof RecipientStatus>
  reason: string | null
  isAutomailed: boolean
  sentAt: string | null
  openedAt: string | null
  clickedAt: string | null
  bouncedAt: string | null
  unsubscribedAt: string | null
  complainedAt: string | null
}

/** A static list of the recipients of a figure. */
export const ListOfFigure = OneMailing.extend({ figure: Figure, name: Name })
export type ListOfFigure = z.output<typeof ListOfFigure>
