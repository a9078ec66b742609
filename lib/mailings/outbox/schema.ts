import { z } from 'zod'

/** Mails on one page of the screen. */
export const outboxPageSize = 50

/** The address bar of the outbox. Each field falls back, so that an old bookmark still opens. */
export const OutboxQuery = z.object({
  /** Part of a recipient's address. */
  q: z.string().min(1).max(255).optional().catch(undefined),
  sort: z.string().max(40).optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})

/** How a mail is looked at. */
export const MailView = z.enum(['html', 'text', 'headers']).optional().catch(undefined)
export type MailView = NonNullable<z.output<typeof MailView>>

/** A mail that the built-in outbox took, as the screen lists it. */
export type OutboxMail = {
  id: string
  recipient: string
  subject: string
  /** The mailing it is of; null once that has been deleted. */
  mailing: { id: string; name: string } | null
  receivedAt: string
}

/** The mail taken apart; html and text are null where it has none. */
export type OutboxMailDetail = OutboxMail & {
  sender: string
  bytes: number
  headers: { name: string; value: string }[]
  html: string | null
  text: string | null
}
