import type { Context } from '@/lib/access/context'
import { getDefinitions } from '@/lib/contacts/queries/properties'
import type { Contact } from '@/lib/contacts/schema'
import { compileMessage } from '@/lib/messages/rendering/compile'
import { fieldTexts } from '@/lib/messages/rendering/fields'
import type { MessageBody } from '@/lib/messages/schema'
import { hmac } from '@/lib/platform/crypto'
import type { Mail } from '@/lib/platform/mail/compose'
import { requireMailSettings } from '@/lib/platform/mail/settings'
import { bounceAddress, recipientUrls } from '../tracking/addresses'
import { recipientToken } from '../tracking/token'

/** What all mails of a mailing have in common. */
export type MailingContent = {
  mailingId: bigint
  sender: { name: string; address: string }
  isService: boolean
  tracks: boolean
  content: MessageBody
  timeZone: string
}

export type MailRecipient = {
  contactId: bigint
  /** Bits of the dynamic content blocks' lists. */
  lists: bigint
  email: string
  externalId: string
  properties: Contact['properties']
}

/** Renders a mailing once, and answers how to write the mail to each recipient, and of which lists their bits are. */
export async function mailWriter(
  ctx: Context,
  { mailingId, sender, isService, tracks, content, timeZone }: MailingContent,
): Promise<{ write: (recipient: MailRecipient) => Mail; listIds: number[] }> {
  const { accountId } = ctx.actor
  const { baseUrl } = requireMailSettings()
  const message = await compileMessage(content, { imageBase: baseUrl })
  const definitions = await getDefinitions(ctx)
  const asked = { names: message.fields, timeZone }
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1)
  const write = (recipient: MailRecipient): Mail => {
    const { contactId, lists, email } = recipient
    const token = recipientToken({ accountId, mailingId, contactId })
    const urls = recipientUrls(baseUrl, token)
    const filled = message.fill({
      lists,
      fields: fieldTexts(definitions, recipient, asked),
      unsubscribeUrl: urls.unsubscribe,
      preferencesUrl: urls.preferences,
      linkUrl: tracks ? urls.link : (number) => message.links[number] ?? '',
      openUrl: tracks ? urls.open : null,
    })
    return {
      ...filled,
      from: sender,
      to: email,
      bounceTo: bounceAddress(sender.address, token),
      messageId: `${hmac('message id', token)}@${domain}`,
      date: ctx.now(),
      headers: headersOf(token, isService ? null : urls.oneClick),
    }
  }
  return { write, listIds: message.listIds }
}

function headersOf(token: string, oneClick: string | null): Record<string, string> {
  return {
    // RFC 8058: mail programs show a button of their own.
    ...(oneClick && {
      'List-Unsubscribe': `<${oneClick}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    }),
    // Whose mail it is, for what comes back with it, and for the built-in outbox.
    'X-Roster-Mailing': token,
    // Nobody who is away should have their program say so.
    'Auto-Submitted': 'auto-generated',
    ...(oneClick && { Precedence: 'bulk' }),
  }
}
