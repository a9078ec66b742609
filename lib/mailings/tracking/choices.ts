import { requireScope } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import {
  type MailedContact,
  resumeMailing,
  sayConsents,
  stopMailing,
  withMailed,
} from '@/lib/contacts/mailed/commands'
import { announce } from '@/lib/webhooks/events'
import { type ChoiceRow, type GroundRow, selectChoices, selectGround } from './choices.sql'
import type { MailChoices, SaveChoices } from './schema'
import type { MailedTo } from './token'
import { markUnsubscribed } from './track.sql'

/** What the recipient of a mail gets and can choose; undefined: the account is gone. */
export async function getMailChoices(ctx: Context, recipient: MailedTo): Promise<MailChoices | undefined> {
  requireScope(ctx.actor, 'contacts:read')
  const { accountId } = ctx.actor
  const ground = await selectGround(ctx.db, accountId, recipient)
  if (!ground) return undefined
  const isErased = ground.status === null
  const choices = isErased ? [] : await selectChoices(ctx.db, accountId, recipient.contactId)
  const shown = choices.map(({ bit, name, granted }) => ({ bit, name, granted }))
  return {
    brand: ground.brand,
    permission: permissionOf(ground, choices),
    isService: ground.is_service,
    permissions: shown,
    status: statusOf(ground),
  }
}

/** One that was deleted since is granted by nobody. */
function permissionOf(ground: GroundRow, choices: ChoiceRow[]): MailChoices['permission'] {
  if (ground.permission_id === null) return null
  const choice = choices.find(({ id }) => id === ground.permission_id)
  return {
    name: choice?.name ?? ground.permission_name ?? 'this kind of mail',
    granted: choice?.granted ?? false,
  }
}

function statusOf({ status, status_reason }: GroundRow): MailChoices['status'] {
  if (status === null) return 'erased'
  if (status === 'active') return 'mailed'
  return status_reason === 'opted-out' ? 'opted-out' : 'stopped'
}

/** By which door a recipient said something, as it is kept beside the consent. */
export type Door = 'Unsubscribe link' | 'One-click unsubscribe' | 'Preference page'

/** Withdraws the permission the mailing was sent by; of one sent without, stops all mail. Twice is once. */
export async function unsubscribe(ctx: Context, recipient: MailedTo, door: Door): Promise<void> {
  await withGround(ctx, recipient, async (ctx, ground) => {
    const { choices, permissionId } = ground
    const ofMailing = choices.filter(({ id }) => id === permissionId)
    if (permissionId === null) await stop(ctx, recipient, ground, door)
    else await withdraw(ctx, recipient, ground, { choices: ofMailing, door, stopped: false })
    await mark(ctx, recipient)
  })
}

/** Grants what is ticked and withdraws what is not, of what was shown. */
export async function saveChoices(
  ctx: Context,
  recipient: MailedTo,
  { shown, granted }: SaveChoices,
): Promise<void> {
  await withGround(ctx, recipient, async (ctx, ground) => {
    const ofPage = ground.choices.filter(({ bit }) => shown.includes(bit))
    const isTicked = ({ bit }: ChoiceRow) => granted.includes(bit)
    const given = ofPage.filter((choice) => isTicked(choice) && !choice.granted)
    const lost = ofPage.filter((choice) => !isTicked(choice) && choice.granted)
    const door = 'Preference page'
    await say(ctx, recipient, given, { granted: true, door })
    await withdraw(ctx, recipient, ground, { choices: lost, door, stopped: false })
    if (lost.some(({ id }) => id === ground.permissionId)) await mark(ctx, recipient)
  })
}

/** Withdraws everything and has nobody mail the contact any more. */
export async function stopAllMail(ctx: Context, recipient: MailedTo): Promise<void> {
  await withGround(ctx, recipient, async (ctx, ground) => {
    await stop(ctx, recipient, ground, 'Preference page')
    await mark(ctx, recipient)
  })
}

/** Takes `stopAllMail` back, but for the permissions: those are for the recipient to grant one by one. */
export async function resumeMail(ctx: Context, recipient: MailedTo): Promise<void> {
  await withMailed(ctx, recipient.contactId, async (ctx, contact) => {
    if (contact.status_reason === 'opted-out') await resumeMailing(ctx, recipient.contactId)
  })
}

/** What a recipient acts upon. */
type Ground = { contact: MailedContact; choices: ChoiceRow[]; permissionId: number | null }

/** While nobody else changes it; does nothing where the person was erased. */
async function withGround(
  ctx: Context,
  recipient: MailedTo,
  work: (ctx: Context, ground: Ground) => Promise<void>,
): Promise<void> {
  await withMailed(ctx, recipient.contactId, async (ctx, contact) => {
    const { accountId } = ctx.actor
    const found = await selectGround(ctx.db, accountId, recipient)
    const choices = await selectChoices(ctx.db, accountId, recipient.contactId)
    await work(ctx, { contact, choices, permissionId: found?.permission_id ?? null })
  })
}

async function stop(ctx: Context, recipient: MailedTo, ground: Ground, door: Door): Promise<void> {
  const stopped = ground.contact.status === 'active'
  await stopMailing(ctx, recipient.contactId, 'opted-out')
  await withdraw(ctx, recipient, ground, { choices: ground.choices, door, stopped })
}

/** Says it to those who want to know, where it changes anything. */
async function withdraw(
  ctx: Context,
  recipient: MailedTo,
  { contact }: Ground,
  { choices, door, stopped }: { choices: ChoiceRow[]; door: Door; stopped: boolean },
): Promise<void> {
  const lost = choices.filter(({ granted }) => granted)
  await say(ctx, recipient, lost, { granted: false, door })
  if (lost.length === 0 && !stopped) return
  const permissions = lost.map(({ bit }) => bit)
  const data = {
    externalId: contact.external_id,
    mailingId: String(recipient.mailingId),
    permissions,
    stopped,
  }
  await announce(ctx.db, ctx.actor.accountId, { type: 'contact.unsubscribed', data })
}

async function say(
  ctx: Context,
  { mailingId, contactId }: MailedTo,
  choices: ChoiceRow[],
  { granted, door }: { granted: boolean; door: Door },
): Promise<void> {
  const consents = choices.map(({ id }) => ({ permissionId: id, granted }))
  await sayConsents(ctx, contactId, consents, { source: `mailing ${mailingId}`, proof: door })
}

async function mark(ctx: Context, recipient: MailedTo): Promise<void> {
  await markUnsubscribed(ctx.db, ctx.actor.accountId, { ...recipient, now: ctx.now() })
}
