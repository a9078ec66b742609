import type { TaskList } from 'graphile-worker'
import type { SystemContext } from '@/lib/access/context'
import { pruneAccess } from '@/lib/access/prune'
import { pruneIdempotencyKeys } from '@/lib/api/idempotency'
import { db } from '@/lib/platform/db'
import { failInterruptedSyncs } from '@/lib/syncs/commands/fail-interrupted'

const system = (): SystemContext => ({ db: db(), now: () => new Date() })

/** Every job by name, bound to the domain verb that does it. */
export const handlers: TaskList = {
  'syncs.fail-interrupted': async () => void (await failInterruptedSyncs(system())),
  'access.prune': () => pruneAccess(system()),
  'api.prune-idempotency-keys': async () => void (await pruneIdempotencyKeys()),
}
