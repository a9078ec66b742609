import { z } from 'zod'
import type { Db } from '@/lib/platform/db'
import { addJob } from './jobs.sql'

/** The worker starts a mailing whose moment has come, and sends what a mailing or its automailer has left to send. */
export const MailingJob = z.object({ accountId: z.int(), mailingId: z.string() })
export type MailingJob = z.infer<typeof MailingJob>

export const sendTask = 'mailings.send'

/** Puts the job in the queue in the transaction of the caller; once per mailing, however often it is asked for. */
export async function enqueueSending(db: Db, job: MailingJob, at?: Date): Promise<void> {
  const key = `${sendTask}:${job.accountId}:${job.mailingId}`
  await addJob(db, { task: sendTask, payload: JSON.stringify(job), key, at: at ?? null })
}
