import type { Db } from '@/lib/platform/db'

/** Locked until the transaction ends, so that two rotations of one credential never leave three secrets. */
export async function lockCredential(db: Db, accountId: number, credentialId: number): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select id from api_credential where account_id = ${accountId} and id = ${credentialId} for no key update`
  return rows.length > 0
}

/** Until the transaction ends nobody else creates one for the account, so that counting them tells how many there will be. */
export async function lockCreation(db: Db, accountId: number): Promise<void> {
  await db.$queryRaw`select 1 from account where id = ${accountId} for no key update`
}
