import { z } from 'zod'
import type { Db } from '@/lib/platform/db'
import { addJob } from './import.sql'

/** The worker checks an import or runs it, as its status says. A job for one that is neither finds nothing to do. */
export const ImportJob = z.object({ accountId: z.int(), importId: z.string() })
type ImportJob = z.infer<typeof ImportJob>

export const importTask = 'imports.run'

/** What passes, such as a database that restarts, is over within minutes of attempts; what does not, fails for good. */
const attemptsMax = 5

/** Puts the job in the queue in the transaction of the caller. */
export async function enqueueImport(db: Db, job: ImportJob): Promise<void> {
  await addJob(db, {
    task: importTask,
    payload: JSON.stringify(job),
    key: `${importTask}:${job.accountId}:${job.importId}`,
    attempts: attemptsMax,
  })
}
