import type { Db } from '@/lib/platform/db'

export async function deleteNonces(db: Db, beforeS: number): Promise<void> {
  await db.$executeRaw`delete from oauth_nonce where timestamp < ${beforeS}`
}

export async function deletePastAttempts(db: Db, beforeMs: number): Promise<void> {
  await db.$executeRaw`delete from sign_in_attempt where expire < ${beforeMs}`
}
