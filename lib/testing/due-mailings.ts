import { systemActor } from '@/lib/access/actor'
import type { Context } from '@/lib/access/context'
import type { MessageBody } from '@/lib/messages/schema'
import { pool } from '@/lib/platform/pool'

type Block = MessageBody['content']['content'][number]

/** Contacts c1, c2, … with an e-mail address each and `firstName`, all in a static list that is answered, all granted permission 1. */
export async function newRecipients(ctx: Context, count: number): Promise<number> {
  const { accountId } = ctx.actor
  const { rows } = await pool().query<{ id: number }>(
    `with l as (
       insert into list (account_id, kind, name, name_key) values ($1, 'static', 'Everybody', 'everybody') returning id),
     s as (insert into static_list (account_id, id, member_count) select $1, id, $2 from l),
     c as (
       insert into contact (account_id, external_id, email, email_key, properties)
       select $1, 'c' || n, 'c' || n || '@example.com', 'c' || n || '@example.com',
         jsonb_build_object('firstName', 'Ann ' || n)
       from generate_series(1, $2::int) n order by n
       returning id),
     p as (
       insert into contact_permission (account_id, permission_id, contact_id, granted, source)
       select $1, (select id from permission where account_id = $1 and bit = 1), id, true, 'test' from c),
     m as (insert into static_member (account_id, list_id, contact_id) select $1, l.id, c.id from l, c)
     select id from l`,
    [accountId, count],
  )
  return rows[0]?.id ?? 0
}

const text = (id: string, html: string): Block => ({ type: 'Text', props: { id, html } })
const greeting = [
  text('a', '<p>Hello {{firstName|you}}, <a href="https://shop.example/spring">look</a>.</p>'),
  text('b', '<p><a href="{{unsubscribe}}">Unsubscribe</a></p>'),
]

type NewMailing = {
  listId: number
  subject?: string
  blocks?: Block[]
  permissionBit?: number | null
  scheduledAt?: Date
  automailerHours?: number
  data?: { isService?: boolean; tracks?: boolean; targetKind?: string; targetMailingId?: bigint }
}

/** A mailing whose moment has come, and that needs permission 1 unless it is said otherwise. */
export async function dueMailing(ctx: Context, given: NewMailing): Promise<bigint> {
  const { accountId } = ctx.actor
  const { listId, subject = 'Spring, {{firstName|you}}', blocks = greeting, permissionBit = 1 } = given
  const name = `Spring ${Math.random()}`
  const body = { subject, preheader: '', content: { root: {}, content: blocks } }
  const message = await ctx.db.message.create({
    data: { accountId, name, nameKey: name.toLowerCase(), status: 'final', ...body },
  })
  const permission =
    permissionBit === null
      ? null
      : await ctx.db.permission.findUniqueOrThrow({
          where: { accountId_bit: { accountId, bit: permissionBit } },
        })
  const { kind } = await ctx.db.list.findFirstOrThrow({ where: { accountId, id: listId } })
  const { id } = await ctx.db.mailing.create({
    data: {
      ...{ accountId, name, messageId: message.id, status: 'scheduled', targetListId: listId },
      ...{ senderName: 'The shop', senderEmail: 'news@shop.example', permissionId: permission?.id ?? null },
      ...{ targetKind: kind === 'static' ? 'static-list' : 'dynamic-list' },
      ...{ scheduledAt: given.scheduledAt ?? new Date(), ...given.data },
    },
  })
  await ctx.db.listHold.create({
    data: { accountId, listId, kind: 'mailing', holderId: id, holderName: name, reason: 'It is scheduled.' },
  })
  if (given.automailerHours) {
    await ctx.db.automailer.create({
      data: { accountId, mailingId: id, name, periodHours: given.automailerHours },
    })
  }
  return id
}

export const systemOf = (ctx: Context): Context => ({ ...ctx, actor: systemActor(ctx.actor.accountId) })

/** How many recipients of a mailing there are of each status. */
export async function recipientCounts(ctx: Context, mailingId: bigint): Promise<Record<string, number>> {
  const { rows } = await pool().query<{ status: string; count: number }>(
    `select status, count(*)::int as count from mailing_recipient
     where account_id = $1 and mailing_id = $2 group by status order by status`,
    [ctx.actor.accountId, mailingId],
  )
  return Object.fromEntries(rows.map(({ status, count }) => [status, count]))
}

export const mailingOf = (ctx: Context, id: bigint) =>
  ctx.db.mailing.findUniqueOrThrow({ where: { accountId_id: { accountId: ctx.actor.accountId, id } } })

const largeSize = Number(process.env['MAILING_SIZE'] ?? 0)
/**
 * The large mailing that is tried, watched for so many mails of it, or all. It takes half an hour:
 * MAILING_SIZE=1000000 npm run unit -- lib/worker/mailings-size
 */
export const largeMailing = {
  size: largeSize,
  watched: Number(process.env['MAILING_WATCHED'] ?? largeSize),
}
