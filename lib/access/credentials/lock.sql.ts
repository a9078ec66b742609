import type { Db } from '@/lib/platform/db'

/** Locked until the transaction ends, so that two rotations of one credential never leave three secrets. */
export async function lockCredential(db: Db, accountId: number, credentialId: number): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select id from api_credential where account_id = ${accountId} and id = ${credentialId} for no key update`
  return rows.length > 0
}
