import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import { createAudience } from '@/lib/audiences/commands/save-audience'
import {
  createMailing,
  saveMessageStep,
  saveSendingStep,
  saveTargetStep,
} from '@/lib/mailings/commands/save-mailing'
import { scheduleMailing } from '@/lib/mailings/commands/schedule-mailing'
import { getMailing } from '@/lib/mailings/queries'
import type { Target } from '@/lib/mailings/schema'
import { startDue } from '@/lib/mailings/sending/start'
import { overrideEnv } from '@/lib/platform/env'
import { nameKey } from '@/lib/platform/schema'

// Mailings are scheduled only where mail can be sent.
overrideEnv({ OUTBOX_URL: 'smtp://localhost:9', LOCAL_URL: 'http://roster.test' })

/** A message whose dynamic content blocks choose these lists. */
export async function newMessage(
  ctx: Context,
  { status = 'final', listIds = [] }: { status?: 'concept' | 'proof' | 'final'; listIds?: number[] } = {},
): Promise<string> {
  const { accountId } = ctx.actor
  const name = `Message ${crypto.randomUUID()}`
  const { id } = await ctx.db.message.create({
    data: {
      accountId,
      name,
      nameKey: nameKey(name),
      status,
      subject: 'Hello',
      content: { root: {}, content: listIds.map(blockFor) },
    },
  })
  await ctx.db.messageList.createMany({
    data: listIds.map((listId) => ({ accountId, messageId: id, listId, listName: `List ${listId}` })),
  })
  return String(id)
}

function blockFor(listId: number) {
  const props = {
    id: `Dynamic-${listId}`,
    listId,
    listName: `List ${listId}`,
    listKind: null,
    content: [],
    otherwise: [],
  }
  return { type: 'Dynamic', props }
}

/** An audience, by its external id; answers the list's id. */
export async function newAudienceList(
  ctx: Context,
  externalId: string = crypto.randomUUID(),
): Promise<number> {
  // Audiences are made by systems, whoever acts.
  await createAudience({ ...ctx, actor: systemActor(ctx.actor.accountId) }, { externalId, name: externalId })
  const { id } = await ctx.db.audience.findFirstOrThrow({
    where: { accountId: ctx.actor.accountId, externalId },
    select: { id: true },
  })
  return id
}

type Options = {
  name?: string
  target?: Target
  messageId?: string
  permission?: number | null
  periodHours?: number | null
}

/** A draft in which every step is filled in; without a target group it gets an audience of its own. */
export async function readyMailing(ctx: Context, options: Options = {}): Promise<string> {
  const { name = 'Spring offer', permission = null, periodHours = null } = options
  const target = options.target ?? { kind: 'dynamic-list' as const, listId: await newAudienceList(ctx) }
  const messageId = options.messageId ?? (await newMessage(ctx))
  const { id: mailingId } = await createMailing(ctx, { name, folderId: null })
  const one = await saveMessageStep(ctx, { mailingId, revision: 1, settings: { name, messageId } })
  const isService = permission === null
  const two = await saveTargetStep(ctx, {
    mailingId,
    revision: one,
    settings: { target, permission, isService },
  })
  const sender = { senderName: 'Shop', senderEmail: 'news@shop.example', subject: '' }
  await saveSendingStep(ctx, {
    mailingId,
    revision: two,
    settings: { ...sender, folderId: null, tracks: true, periodHours },
  })
  return mailingId
}

export async function schedule(ctx: Context, mailingId: string, at: Date | null = null): Promise<void> {
  const { revision } = await getMailing(ctx, mailingId)
  await scheduleMailing(ctx, { mailingId, revision, at: at?.toISOString() ?? null })
}

export async function scheduledMailing(ctx: Context, options: Options = {}): Promise<string> {
  const mailingId = await readyMailing(ctx, options)
  await schedule(ctx, mailingId, new Date(ctx.now().getTime() + 86_400_000))
  return mailingId
}

/** Started as a worker starts it: what it needs is its own from then on, and its automailer is planned. */
export async function startedMailing(ctx: Context, options: Options = {}): Promise<string> {
  const mailingId = await readyMailing(ctx, options)
  await schedule(ctx, mailingId)
  await startDue({ db: ctx.db, now: ctx.now })
  return mailingId
}
