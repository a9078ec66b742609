import { systemActor } from '@/lib/access/actor'
import { type Context, inTransaction, type SystemContext } from '@/lib/access/context'
import { messageBody } from '@/lib/messages/queries'
import { compileMessage } from '@/lib/messages/rendering/compile'
import type { MessageBody } from '@/lib/messages/schema'
import { DomainError } from '@/lib/platform/errors'
import { reportBug } from '@/lib/platform/log'
import { requireMailSettings } from '@/lib/platform/mail/settings'
import { holdLists, releaseLists } from '../holds.sql'
import {
  type Due,
  insertLinks,
  insertRecipients,
  limitStatements,
  noteNotStarted,
  type StartingRow,
  selectStarting,
  takeDue,
} from './start.sql'
import { membersOf, targetGroup } from './target'
import { listBits } from './target.sql'

/** How long writing down the recipients of one mailing may take. */
const startTimeoutMs = 600_000
/** A mailing that failed to start is tried again after so long. */
const againMs = 60_000
const hourMs = 3_600_000

const holdReasons = {
  target:
    'Target group of an automailer that has not gone yet. Delete the automailer first, or wait until it has.',
  block:
    'Chosen in a dynamic content block of a mailing whose automailer has not gone yet. Delete the automailer first.',
}

/** Starts every mailing and automailer whose moment has come: from then on its recipients are fixed. Answers how many. */
export async function startDue(system: SystemContext): Promise<number> {
  for (let started = 0; ; started++) {
    if (!(await startNext(system))) return started
  }
}

/** False when there is none, or it could not start: then it is put off. */
async function startNext(system: SystemContext): Promise<boolean> {
  let due: Due | undefined
  try {
    return await inTransaction(
      system,
      async (system) => {
        due = await takeDue(system.db, system.now())
        if (!due) return false
        const ctx = { ...system, actor: systemActor(due.accountId) }
        await limitStatements(ctx.db, startTimeoutMs)
        const row = await selectStarting(ctx.db, due)
        await (due.run === 1 ? startMailing : startAutomailer)(ctx, due.mailingId, row)
        return true
      },
      { timeoutMs: startTimeoutMs },
    )
  } catch (error) {
    if (!due) throw error
    const problem =
      error instanceof DomainError ? error.message : `It could not be started (${reportBug(error)}).`
    const again = new Date(system.now().getTime() + againMs)
    await noteNotStarted(system.db, due, { problem, retryAt: again })
    return startNext(system)
  }
}

async function startMailing(ctx: Context, mailingId: bigint, row: StartingRow): Promise<void> {
  const { accountId } = ctx.actor
  const body = await messageBody(ctx, String(row.message_id))
  const content = { ...body, subject: row.subject || body.subject }
  const { compiled, target, listIds, recipients } = await prepare(ctx, mailingId, row, content)
  const count = await insertRecipients(ctx.db, accountId, {
    ...{ ...recipients, run: 1, keepsOthers: row.automailer_id !== null },
  })
  await insertLinks(ctx.db, accountId, mailingId, compiled.links)
  await releaseLists(ctx.db, accountId, { kind: 'mailing', id: String(mailingId) })
  const startedAt = ctx.now()
  await ctx.db.mailing.update({
    where: { accountId_id: { accountId, id: mailingId } },
    data: {
      ...{ status: 'sending', startedAt, content, recipientCount: count, problem: null, retryAt: null },
      ...{ targetName: target.name, permissionName: row.permission_name },
    },
  })
  if (row.automailer_id !== null) await planAutomailer(ctx, row, listIds)
}

/** From here its moment is known, and the lists it needs stay until then. */
async function planAutomailer(ctx: Context, row: StartingRow, blockLists: readonly number[]): Promise<void> {
  const { accountId } = ctx.actor
  const id = row.automailer_id ?? 0n
  const plannedAt = new Date(ctx.now().getTime() + (row.period_hours ?? 0) * hourMs)
  await ctx.db.automailer.update({
    where: { accountId_id: { accountId, id } },
    data: { status: 'planned', plannedAt },
  })
  const target =
    row.target_list_id === null ? [] : [{ listId: row.target_list_id, reason: holdReasons.target }]
  const blocks = blockLists.map((listId) => ({ listId, reason: holdReasons.block }))
  const holder = { kind: 'automailer', id: String(id), name: row.automailer_name ?? '' } as const
  await holdLists(ctx.db, accountId, holder, [...target, ...blocks])
}

/** To those who joined the target group since, in what the mailing said then. */
async function startAutomailer(ctx: Context, mailingId: bigint, row: StartingRow): Promise<void> {
  const { accountId } = ctx.actor
  const id = row.automailer_id ?? 0n
  if (row.content === null) throw new Error('A mailing that was sent has its content.')
  const { recipients } = await prepare(ctx, mailingId, row, row.content)
  const count = await insertRecipients(ctx.db, accountId, { ...recipients, run: 2, keepsOthers: false })
  await releaseLists(ctx.db, accountId, { kind: 'automailer', id: String(id) })
  await ctx.db.automailer.update({
    where: { accountId_id: { accountId, id } },
    data: { status: 'sending', startedAt: ctx.now(), recipientCount: count },
  })
  await ctx.db.mailing.update({
    where: { accountId_id: { accountId, id: mailingId } },
    data: { problem: null, retryAt: null },
  })
}

async function prepare(ctx: Context, mailingId: bigint, row: StartingRow, content: MessageBody) {
  const { baseUrl } = requireMailSettings()
  const compiled = await compileMessage(content, { imageBase: baseUrl })
  const { target_kind: kind, target_list_id: listId, target_mailing_id: earlier } = row
  const target = await targetGroup(ctx, { kind, listId, mailingId: earlier })
  const lists = []
  for (const listId of compiled.listIds) lists.push((await membersOf(ctx, listId)).ids)
  const recipients = { mailingId, target: target.ids, bits: listBits(lists), permissionId: row.permission_id }
  return { compiled, target, listIds: compiled.listIds, recipients }
}
