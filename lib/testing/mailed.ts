import type { Context } from '@/lib/access/context'
import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { type MailedTo, recipientToken } from '@/lib/mailings/tracking/token'

type Options = {
  /** The contact it went to; made if it isn't there. */
  externalId?: string
  /** Of the permission it was sent by, which the contact grants; null: without. */
  bit?: number | null
  isService?: boolean
  links?: string[]
}

/** A mailing that has been sent to one contact, and the token of the mail. */
export async function newMailed(
  ctx: Context,
  { externalId = 'ada', bit = 1, isService = false, links = [] }: Options = {},
): Promise<MailedTo & { token: string }> {
  const { accountId } = ctx.actor
  const said = bit === null ? [] : [{ bit, granted: true }]
  const input = { email: `${externalId}@shop.example`, permissions: said }
  await upsertContact(ctx, externalId, input, { mode: 'upsert', purge: false })
  const { id: contactId } = await ctx.db.contact.findFirstOrThrow({ where: { accountId, externalId } })
  const permission = await ctx.db.permission.findFirst({ where: { accountId, bit: bit ?? 0 } })
  const at = ctx.now()
  const { id: mailingId } = await ctx.db.mailing.create({
    data: {
      ...{ accountId, name: 'Spring', status: 'sent', content: {}, isService },
      ...{ scheduledAt: at, startedAt: at, finishedAt: at, recipientCount: 1 },
      ...(permission && { permissionId: permission.id, permissionName: permission.name }),
      links: { create: links.map((url, number) => ({ number, url })) },
    },
  })
  await ctx.db.mailingRecipient.create({
    data: { accountId, mailingId, contactId, status: 'sent', sentAt: at },
  })
  const mailed = { accountId, mailingId, contactId }
  return { ...mailed, token: recipientToken(mailed) }
}
