import { z } from 'zod'
import type { Db } from '@/lib/platform/db'

/** The worker forgets what contacts said to a permission that has been deleted. */
export const forgetTask = 'permissions.forget-consents'
export const ForgetJob = z.object({ accountId: z.int(), permissionId: z.int() })

/** Puts the job in the queue in the transaction of the caller. */
export async function enqueueForget(db: Db, job: z.infer<typeof ForgetJob>): Promise<void> {
  await db.$executeRaw`select graphile_worker.add_job(${forgetTask}::text, ${JSON.stringify(job)}::json)`
}
