import { z } from 'zod'
import type { Db } from '@/lib/platform/db'

/** The worker takes what an account deleted of its properties out of its contacts. */
export const clearTask = 'contacts.clear-removed'
export const ClearJob = z.object({ accountId: z.int() })

/** Puts the job in the queue in the transaction of the caller. */
export async function enqueueClear(db: Db, accountId: number): Promise<void> {
  await db.$executeRaw`
    select graphile_worker.add_job(
      ${clearTask}::text, json_build_object('accountId', ${accountId}::int), job_key => ${`${clearTask}:${accountId}`}::text)`
}
