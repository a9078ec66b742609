import type { Db } from '@/lib/platform/db'
import type { MailedTo } from '../tracking/token'

type Mail = { sender: string; recipient: string; subject: string; raw: Uint8Array }

/** Answers its id. */
export async function insertMail(
  db: Db,
  { accountId, mailingId }: MailedTo,
  { sender, recipient, subject, raw }: Mail,
): Promise<bigint> {
  const rows = await db.$queryRaw<{ id: bigint }[]>`
    insert into outbox_mail (account_id, mailing_id, sender, recipient, subject, raw)
    values (${accountId}, ${mailingId}, ${sender}, ${recipient}, ${subject}, ${raw})
    returning id`
  return rows[0]?.id ?? 0n
}

/** All but the newest. */
export async function deleteOldMails(db: Db, accountId: number, kept: number): Promise<void> {
  await db.$executeRaw`
    delete from outbox_mail where account_id = ${accountId} and id <= (
      select id from outbox_mail where account_id = ${accountId} order by id desc offset ${kept} limit 1)`
}
