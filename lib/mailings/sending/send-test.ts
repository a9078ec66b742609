import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import type { Contact } from '@/lib/contacts/schema'
import { dynamicListsOf } from '@/lib/dynamic-lists/members'
import { messageBody } from '@/lib/messages/queries'
import { DomainError } from '@/lib/platform/errors'
import { requireMailSettings } from '@/lib/platform/mail/settings'
import { openTransport } from '@/lib/platform/mail/transport'
import { mailingIdOf, mailingNotFound } from '../queries'
import { testContactsMax } from '../schema'
import { type MailRecipient, mailWriter } from './mail'

const connectionsMax = 4

export type TestResult = { contactId: string; email: string; sent: boolean; reason: string | null }

/**
 * Sends a mailing as it is now to contacts of the test group, by their own ids, as each of them would get it; save that its links
 * lead straight on, since nothing is counted yet. Answers what the mail server said of each.
 * @throws DomainError invalid (one is not in the test group, or cannot be mailed; no message, no sender), unavailable (no mail
 * server is set), not_found, forbidden
 */
export async function sendTest(
  ctx: Context,
  mailingId: string,
  contactIds: readonly string[],
): Promise<TestResult[]> {
  requireScope(ctx.actor, 'mailings:write')
  const { smtpUrl } = requireMailSettings()
  const recipients = await testRecipients(ctx, contactIds)
  const { write, listIds } = await writerOf(ctx, mailingIdOf(mailingId))
  const transport = openTransport(smtpUrl, connectionsMax)
  try {
    return await Promise.all(
      recipients.map(async (recipient) => {
        const isIn = await dynamicListsOf(ctx, recipient.contactId, listIds)
        const lists = listIds.reduce((bits, id, n) => (isIn.has(id) ? bits | (1n << BigInt(n)) : bits), 0n)
        const outcome = await transport.send(write({ ...recipient, lists }))
        const { contactId, email } = recipient
        const reason = outcome.kind === 'accepted' ? null : outcome.reason
        return { contactId: String(contactId), email, sent: outcome.kind === 'accepted', reason }
      }),
    )
  } finally {
    transport.close()
  }
}

async function testRecipients(ctx: Context, contactIds: readonly string[]): Promise<MailRecipient[]> {
  const ids = [...new Set(contactIds)]
  if (ids.length === 0) throw refused('Choose who gets the test.')
  if (ids.length > testContactsMax)
    throw refused(`A test goes to at most ${testContactsMax} contacts at once.`)
  const contacts = await ctx.db.contact.findMany({
    where: {
      ...{ accountId: ctx.actor.accountId, id: { in: ids.filter(isId).map(BigInt) } },
      ...{ testGroup: true, status: 'active', erasedAt: null, email: { not: null } },
    },
    select: { id: true, externalId: true, email: true, properties: true },
  })
  if (contacts.length < ids.length) {
    throw refused(
      'A test goes to contacts of the test group alone, who are active and have an e-mail address.',
    )
  }
  return contacts.map(({ id, externalId, email, properties }) => ({
    ...{ contactId: id, lists: 0n, email: email ?? '', externalId },
    properties: properties as Contact['properties'],
  }))
}

const isId = (text: string) => /^\d{1,18}$/.test(text)

async function writerOf(ctx: Context, mailingId: bigint) {
  const { accountId } = ctx.actor
  const mailing = await ctx.db.mailing.findUnique({
    where: { accountId_id: { accountId, id: mailingId } },
    select: { messageId: true, subject: true, senderName: true, senderEmail: true, isService: true },
  })
  if (!mailing) throw mailingNotFound()
  const { messageId, subject, senderName, senderEmail, isService } = mailing
  if (messageId === null) throw refused('Choose a message first.')
  if (senderEmail === '') throw refused('Give the e-mail address of the sender first.')
  const body = await messageBody(ctx, String(messageId))
  const { timeZone } = await ctx.db.account.findUniqueOrThrow({
    where: { id: accountId },
    select: { timeZone: true },
  })
  return mailWriter(ctx, {
    ...{ mailingId, content: { ...body, subject: subject || body.subject }, timeZone },
    ...{ sender: { name: senderName, address: senderEmail }, isService, tracks: false },
  })
}

const refused = (message: string) => new DomainError('invalid', message)
