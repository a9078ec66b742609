import { env } from '../env'
import { DomainError } from '../errors'

/** Where mail goes, and where the links in it lead, without a slash at its end. */
export type MailSettings = { smtpUrl: string; baseUrl: string }

/** Undefined while this installation cannot send mail. */
export function mailSettings(): MailSettings | undefined {
  const { SMTP_URL, OUTBOX_URL, APP_URL, LOCAL_URL } = env()
  const smtpUrl = SMTP_URL ?? OUTBOX_URL
  const baseUrl = APP_URL ?? LOCAL_URL
  return smtpUrl && baseUrl ? { smtpUrl, baseUrl: baseUrl.replace(/\/+$/, '') } : undefined
}

export function mailIsSetUp(): boolean {
  return mailSettings() !== undefined
}

/** Whether mail goes no further than the built-in outbox. */
export function outboxIsUsed(): boolean {
  const { SMTP_URL, OUTBOX_URL } = env()
  return SMTP_URL === undefined && OUTBOX_URL !== undefined
}

/** @throws DomainError unavailable, with what whoever runs this installation must set */
export function requireMailSettings(): MailSettings {
  const settings = mailSettings()
  if (settings) return settings
  throw new DomainError(
    'unavailable',
    'No mail can be sent yet: whoever runs this installation must set SMTP_URL, and APP_URL for the links in it.',
  )
}
