import type { SystemContext } from '@/lib/access/context'

/** A running sync says every second that it is alive; one silent for this long has lost its process. */
const silentForS = 60

/**
 * Ends syncs whose process is gone, so that none stands there as running for ever. Their transaction went with their
 * connection: nothing of them was applied. Answers how many.
 */
export async function failInterruptedSyncs({ db }: SystemContext): Promise<number> {
  const problem = {
    code: 'interrupted',
    detail: 'Roster stopped while this sync ran. Nothing changed; send it again.',
  }
  return db.$executeRaw`
    update sync set status = 'failed', problem = ${JSON.stringify(problem)}::jsonb, finished_at = now()
    where status in ('receiving', 'applying') and alive_at < now() - make_interval(secs => ${silentForS})`
}
