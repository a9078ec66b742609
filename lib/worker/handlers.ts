import type { TaskList } from 'graphile-worker'
import { systemActor } from '@/lib/access/actor'
import type { SystemContext } from '@/lib/access/context'
import { pruneAccess } from '@/lib/access/prune'
import { pruneIdempotencyKeys } from '@/lib/api/idempotency'
import { announceStale } from '@/lib/audiences/commands/announce-stale'
import { clearRemoved } from '@/lib/contacts/commands/property-removal'
import { ClearJob, clearTask } from '@/lib/contacts/jobs'
import { refreshCounts } from '@/lib/dynamic-lists/commands/refresh-count'
import { pruneImports } from '@/lib/imports/commands/prune-imports'
import { runImport } from '@/lib/imports/commands/run-import'
import { ImportJob, importTask } from '@/lib/imports/jobs'
import { sendTask } from '@/lib/mailings/jobs'
import { forgetConsents } from '@/lib/permissions/commands'
import { ForgetJob, forgetTask } from '@/lib/permissions/jobs'
import { db } from '@/lib/platform/db'
import { pruneHistory } from '@/lib/syncs/commands/prune-history'
import { applyAccepted } from '@/lib/syncs/commands/send-parts'
import { settleInterruptedSyncs } from '@/lib/syncs/commands/settle-interrupted'
import { type ApplyJob, applyTask } from '@/lib/syncs/jobs'
import { deliver } from '@/lib/webhooks/commands/deliver'
import { pruneDeliveries } from '@/lib/webhooks/commands/prune-deliveries'
import { DeliverJob, deliverTask } from '@/lib/webhooks/jobs'

const system = (): SystemContext => ({ db: db(), now: () => new Date() })

/** Every job by name, bound to the domain verb that does it. */
export const handlers: TaskList = {
  [applyTask]: (payload) => {
    const { accountId, syncId } = payload as ApplyJob
    return applyAccepted({ ...system(), actor: systemActor(accountId) }, syncId)
  },
  'syncs.settle-interrupted': async () => void (await settleInterruptedSyncs(system())),
  'syncs.prune': async () => void (await pruneHistory(system())),
  'audiences.announce-stale': async () => void (await announceStale(system())),
  'dynamic-lists.refresh-counts': async () => void (await refreshCounts(system())),
  'access.prune': () => pruneAccess(system()),
  'api.prune-idempotency-keys': async () => void (await pruneIdempotencyKeys()),
  [clearTask]: (payload) =>
    clearRemoved({ ...system(), actor: systemActor(ClearJob.parse(payload).accountId) }),
  [forgetTask]: (payload) => {
    const { accountId, permissionId } = ForgetJob.parse(payload)
    return forgetConsents({ ...system(), actor: systemActor(accountId) }, permissionId)
  },
  [deliverTask]: (payload) => deliver(system(), DeliverJob.parse(payload)),
  [importTask]: (payload, { job }) => {
    const { accountId, importId } = ImportJob.parse(payload)
    const isLast = job.attempts >= job.max_attempts
    return runImport({ ...system(), actor: systemActor(accountId) }, importId, { isLast })
  },
  'imports.prune': async () => void (await pruneImports(system())),
  [sendTask]: async () => (await import('@/lib/mailings/sending/worker')).wakeSending(),
  'webhooks.prune': async () => void (await pruneDeliveries(system())),
}
