import type { Context } from '@/lib/access/context'
import { resumeMailing, sayConsents, stopMailing, withMailed } from '@/lib/contacts/mailed/commands'
import { type ChoiceRow, type GroundRow, selectChoices, selectGround } from './choices.sql'
import type { MailChoices, SaveChoices } from './schema'
import type { MailedTo } from './token'
import { markUnsubscribed } from './track.sql'

/** What the recipient of a mail gets and can choose; undefined: the account is gone. */
export async function getMailChoices(ctx: Context, recipient: MailedTo): Promise<MailChoices | undefined> {
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
  await withChoices(ctx, recipient, async (ctx, choices, permissionId) => {
    const ofMailing = choices.filter(({ id }) => id === permissionId)
    if (permissionId === null) await stop(ctx, recipient, choices, door)
    else await say(ctx, recipient, ofMailing, () => false, door)
    await unsubscribed(ctx, recipient)
  })
}

/** Grants what is ticked and withdraws what is not, of what was shown. */
export async function saveChoices(
  ctx: Context,
  recipient: MailedTo,
  { shown, granted }: SaveChoices,
): Promise<void> {
  await withChoices(ctx, recipient, async (ctx, choices, permissionId) => {
    const ofPage = choices.filter(({ bit }) => shown.includes(bit))
    await say(ctx, recipient, ofPage, ({ bit }) => granted.includes(bit), 'Preference page')
    const lost = ofPage.find(({ id }) => id === permissionId)
    if (lost?.granted && !granted.includes(lost.bit)) await unsubscribed(ctx, recipient)
  })
}

/** Withdraws everything and has nobody mail the contact any more. */
export async function stopAllMail(ctx: Context, recipient: MailedTo): Promise<void> {
  await withChoices(ctx, recipient, async (ctx, choices) => {
    await stop(ctx, recipient, choices, 'Preference page')
    await unsubscribed(ctx, recipient)
  })
}

/** Takes `stopAllMail` back, but for the permissions: those are for the recipient to grant one by one. */
export async function resumeMail(ctx: Context, recipient: MailedTo): Promise<void> {
  await withMailed(ctx, recipient.contactId, async (ctx, contact) => {
    if (contact.status_reason === 'opted-out') await resumeMailing(ctx, recipient.contactId)
  })
}

/** Hands on the choices as they are while nobody else changes them; does nothing where the person was erased. */
async function withChoices(
  ctx: Context,
  recipient: MailedTo,
  work: (ctx: Context, choices: ChoiceRow[], permissionId: number | null) => Promise<void>,
): Promise<void> {
  await withMailed(ctx, recipient.contactId, async (ctx) => {
    const { accountId } = ctx.actor
    const ground = await selectGround(ctx.db, accountId, recipient)
    await work(
      ctx,
      await selectChoices(ctx.db, accountId, recipient.contactId),
      ground?.permission_id ?? null,
    )
  })
}

async function stop(ctx: Context, recipient: MailedTo, choices: ChoiceRow[], door: Door): Promise<void> {
  await say(ctx, recipient, choices, () => false, door)
  await stopMailing(ctx, recipient.contactId, 'opted-out')
}

/** Only what is not so already. */
async function say(
  ctx: Context,
  { mailingId, contactId }: MailedTo,
  choices: ChoiceRow[],
  isGranted: (choice: ChoiceRow) => boolean,
  door: Door,
): Promise<void> {
  const changes = choices
    .filter((choice) => choice.granted !== isGranted(choice))
    .map(({ id, granted }) => ({ permissionId: id, granted: !granted }))
  await sayConsents(ctx, contactId, changes, { source: `mailing ${mailingId}`, proof: door })
}

async function unsubscribed(ctx: Context, recipient: MailedTo): Promise<void> {
  await markUnsubscribed(ctx.db, ctx.actor.accountId, { ...recipient, now: ctx.now() })
}
