import type { Context } from '@/lib/access/context'
import { contactNotFound, findContacts, requireContact } from '@/lib/contacts/queries/contacts'
import { getDefinitions } from '@/lib/contacts/queries/properties'
import { dynamicListsOf } from '@/lib/dynamic-lists/members'
import { DomainError } from '@/lib/platform/errors'
import { type CompiledMessage, compileMessage, type Filled, type Recipient } from './rendering/compile'
import { fieldTexts } from './rendering/fields'
import type { MessageBody } from './schema'

/** Whom a preview is for: a contact, by external id or e-mail address, or somebody unknown who is in these lists. */
export type PreviewFor = { contact: string } | { listIds: readonly number[] }

/** A message as somebody would get it, its links leading nowhere of ours. @throws DomainError not_found (the contact), forbidden */
export async function previewMessage(
  ctx: Context,
  body: MessageBody,
  previewFor: PreviewFor,
): Promise<Filled> {
  const message = await compileMessage(body, { imageBase: '' })
  const reader =
    'contact' in previewFor
      ? await readAs(ctx, message, previewFor.contact)
      : { lists: bitsOf(message, new Set(previewFor.listIds)), fields: {} }
  return message.fill({
    ...reader,
    unsubscribeUrl: '#unsubscribe',
    preferencesUrl: '#preferences',
    linkUrl: (number) => message.links[number] ?? '#',
    openUrl: null,
  })
}

async function readAs(
  ctx: Context,
  message: CompiledMessage,
  who: string,
): Promise<Pick<Recipient, 'lists' | 'fields'>> {
  const contact = await contactBy(ctx, who)
  const [definitions, lists, { timeZone }] = await Promise.all([
    getDefinitions(ctx),
    dynamicListsOf(ctx, contact.id, message.listIds),
    ctx.db.account.findUniqueOrThrow({
      where: { id: ctx.actor.accountId },
      select: { timeZone: true },
    }),
  ])
  const { external_id: externalId, email, properties } = contact
  const fields = fieldTexts(
    definitions,
    { externalId, email, properties },
    { names: message.fields, timeZone },
  )
  return { lists: bitsOf(message, lists), fields }
}

async function contactBy(ctx: Context, who: string) {
  try {
    return await requireContact(ctx, who)
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'not_found') throw error
  }
  const [first] = (await findContacts(ctx, { property: 'email', value: who }, { limit: 1 })).rows
  if (!first) throw contactNotFound(who)
  return requireContact(ctx, first.externalId)
}

function bitsOf({ listIds }: CompiledMessage, inside: ReadonlySet<number>): bigint {
  return listIds.reduce((bits, id, bit) => (inside.has(id) ? bits | (1n << BigInt(bit)) : bits), 0n)
}
