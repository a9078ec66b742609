import type { Db } from '@/lib/platform/db'

export async function addJob(
  db: Db,
  { task, payload, key, at }: { task: string; payload: string; key: string; at: Date | null },
): Promise<void> {
  await db.$executeRaw`
    select graphile_worker.add_job(
      ${task}::text, ${payload}::json, run_at => ${at}::timestamptz, job_key => ${key}::text, max_attempts => 25)`
}
