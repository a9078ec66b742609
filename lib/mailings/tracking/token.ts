import { hmac, safeEqual } from '@/lib/platform/crypto'

/** One mailing to one contact: what the addresses in a mail stand for. */
export type MailedTo = { accountId: number; mailingId: bigint; contactId: bigint }

const purpose = 'mailing recipient'
const macBytes = 16

/**
 * Letters, digits and hyphens of one case, for mail servers may fold that of a bounce address. It says which rows are meant and
 * nothing about the person, and can't be made without APP_SECRET.
 */
export function recipientToken({ accountId, mailingId, contactId }: MailedTo): string {
  const ids = `${accountId}-${mailingId}-${contactId}`
  const mac = Buffer.from(hmac(purpose, ids), 'base64url').subarray(0, macBytes)
  return `${ids}-${BigInt(`0x${mac.toString('hex')}`)
    .toString(36)
    .padStart(25, '0')}`
}

/** Undefined for whatever this installation did not make itself. */
export function readToken(text: string): MailedTo | undefined {
  const [, account, mailing, contact] = /^(\d{1,10})-(\d{1,19})-(\d{1,19})-[0-9a-z]{25}$/.exec(text) ?? []
  if (account === undefined || mailing === undefined || contact === undefined) return undefined
  const ids = { accountId: Number(account), mailingId: BigInt(mailing), contactId: BigInt(contact) }
  // Made again and compared whole, so that each has one spelling only.
  return safeEqual(recipientToken(ids), text) ? ids : undefined
}

/** Of what looks like a token at most so many are checked. */
const candidatesMax = 50

/** The first token in a text, such as a mail that came back, that is of the account; in any case of its letters. */
export function tokenIn(text: string, accountId: number): MailedTo | undefined {
  let left = candidatesMax
  for (const [found] of text.matchAll(/(?<!\d)\d{1,10}-\d{1,19}-\d{1,19}-[0-9a-z]{25}(?![0-9a-z])/gi)) {
    const mailed = readToken(found.toLowerCase())
    if (mailed?.accountId === accountId) return mailed
    left--
    if (left === 0) return undefined
  }
  return undefined
}
