import { env } from '../env'

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
