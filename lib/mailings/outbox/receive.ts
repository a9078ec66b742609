import { simpleParser } from 'mailparser'
import type { SystemContext } from '@/lib/access/context'
import { isRestrictViolation } from '@/lib/platform/sql-state'
import { readBounceAddress } from '../tracking/addresses'
import { type MailedTo, readToken } from '../tracking/token'
import { deleteOldMails, insertMail } from './receive.sql'

/** Most mails that an account's outbox keeps, the newest. */
export const outboxMailsMax = 10_000
/** The older ones are deleted once so many have come. */
const pruneEvery = 100n
const textMax = 998

export type ReceivedMail = { sender: string; recipient: string; raw: Buffer }

/** Puts a mail in the outbox of the account that sent it. False, keeping nothing, where it is none that we sent. */
export async function receiveMail(
  system: SystemContext,
  { sender, recipient, raw }: ReceivedMail,
): Promise<boolean> {
  const headers = headersOf(raw)
  const mailed = mailedTo(sender, headers)
  if (!mailed) return false
  const { subject = '', from } = await simpleParser(headers)
  const mail = {
    sender: shown(from?.text ?? sender),
    recipient: shown(recipient),
    subject: shown(subject),
    raw,
  }
  try {
    const id = await insertMail(system.db, mailed, mail)
    if (id % pruneEvery === 0n) await deleteOldMails(system.db, mailed.accountId, outboxMailsMax)
    return true
  } catch (error) {
    // An account that is gone.
    if (isRestrictViolation(error)) return false
    throw error
  }
}

/** As told by the address that bounces go to, or where that had no room for it by a header; neither can be forged. */
function mailedTo(sender: string, headers: Buffer): MailedTo | undefined {
  const [, header = ''] = /^X-Roster-Mailing: ([\w-]+)\r?$/m.exec(headers.toString('latin1')) ?? []
  return readToken(readBounceAddress(sender) ?? header)
}

function headersOf(raw: Buffer): Buffer {
  const end = raw.indexOf('\r\n\r\n')
  return raw.subarray(0, end < 0 ? raw.length : end + 4)
}

const shown = (text: string) =>
  text
    .toWellFormed()
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, textMax)
    .toWellFormed()
