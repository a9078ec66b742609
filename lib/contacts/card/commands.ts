import { requireScope } from '@/lib/access/actor'
import { type Context, inTransaction } from '@/lib/access/context'
import { DomainError, type DomainErrorCode } from '@/lib/platform/errors'
import { upsertContact } from '../commands/upsert-contacts'
import { holdDefinitions } from '../definitions.sql'
import { contactNotFound } from '../queries/contacts'
import { sourceOf } from '../rules/consent-source'
import { writeConsents } from '../upsert.sql'
import { type HeldContact, holdContact, touchContact, writeStatus } from './card.sql'
import type { EditContact, NewContact } from './schema'

type Consent = { externalId: string; bit: number; granted: boolean; proof: string | null }

/**
 * Grants or withdraws a permission for a contact, noting who did and how the contact agreed. One that is so already keeps what is
 * known of it.
 * @throws DomainError not_found (the contact or the permission), forbidden
 */
export async function setConsent(ctx: Context, { externalId, bit, granted, proof }: Consent): Promise<void> {
  await withContact(ctx, externalId, async (ctx, contact) => {
    const { accountId } = ctx.actor
    const permission = await ctx.db.permission.findFirst({ where: { accountId, bit }, select: { id: true } })
    if (!permission) throw new DomainError('not_found', 'This permission is there no more.')
    const key = { accountId, permissionId: permission.id, contactId: contact.id }
    const now = await ctx.db.contactPermission.findFirst({ where: key, select: { granted: true } })
    if (now?.granted === granted) return
    const change = { contactId: contact.id, permissionId: permission.id, granted, proof }
    await writeConsents(ctx.db, accountId, [change], { source: sourceOf(ctx.actor), now: ctx.now() })
    await touchContact(ctx.db, accountId, contact.id, ctx.now())
  })
}

/** Has nobody mail the contact any more. @throws DomainError not_found, forbidden */
export async function deactivateContact(
  ctx: Context,
  { externalId, reason }: { externalId: string; reason: string },
): Promise<void> {
  await withContact(ctx, externalId, (ctx, { id }) => {
    const change = { status: 'inactive', reason: `By hand: ${reason}`, now: ctx.now() } as const
    return writeStatus(ctx.db, ctx.actor.accountId, id, change)
  })
}

/** Lets the contact be mailed again, as far as it granted permissions. @throws DomainError not_found, forbidden */
export async function activateContact(ctx: Context, { externalId }: { externalId: string }): Promise<void> {
  await withContact(ctx, externalId, (ctx, { id }) => {
    const change = { status: 'active', reason: null, now: ctx.now() } as const
    return writeStatus(ctx.db, ctx.actor.accountId, id, change)
  })
}

/**
 * Changes a contact as somebody saw it.
 * @throws DomainError precondition_failed when it has changed since; invalid_property and contact_erased (the address), with
 * their field; not_found, forbidden
 */
export async function editContact(ctx: Context, { changedAt, ...edit }: EditContact): Promise<void> {
  await withContact(ctx, edit.externalId, async (ctx, contact) => {
    if (contact.changed_at.toISOString() !== changedAt) {
      const message =
        'This contact was changed meanwhile. Close this, look at it again, and make your change.'
      throw new DomainError('precondition_failed', message)
    }
    await upsertContact(ctx, edit.externalId, edit, { mode: 'update', purge: false }).catch(
      atField('contact_erased', 'email'),
    )
  })
}

/** @throws DomainError contact_exists and invalid_property, with their field; contact_erased, forbidden */
export async function createContact(ctx: Context, { externalId, ...input }: NewContact): Promise<void> {
  await upsertContact(ctx, externalId, input, { mode: 'create', purge: false }).catch(
    atField('contact_exists', 'externalId'),
  )
}

/** What is refused for a whole contact is told where it was filled in. */
function atField(code: DomainErrorCode, field: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof DomainError) || error.code !== code) throw error
    throw new DomainError(code, error.message, { field, cause: error })
  }
}

async function withContact(
  ctx: Context,
  externalId: string,
  change: (ctx: Context, contact: HeldContact) => Promise<void>,
): Promise<void> {
  requireScope(ctx.actor, 'contacts:write')
  await inTransaction(ctx, async (ctx) => {
    // Before the contact, as whoever writes contacts holds them: neither can wait for the other in a circle.
    await ctx.db.$executeRaw(holdDefinitions(ctx.actor.accountId))
    const contact = await holdContact(ctx.db, ctx.actor.accountId, externalId)
    if (!contact) throw contactNotFound(externalId)
    await change(ctx, contact)
  })
}
