import { systemActor } from '@/lib/access/actor'
import { db } from '@/lib/platform/db'
import { newMailed } from '@/lib/testing/mailed'
import type { Tenant } from './fixtures'

/** A mail that the tenant's account has sent to its contact `ada`, and what its addresses begin with. */
export async function mailTo(tenant: Tenant, options: Parameters<typeof newMailed>[1] = {}) {
  const { id } = await db().account.findFirstOrThrow({ where: { shortName: tenant.shortName } })
  const { token, mailingId } = await newMailed(
    { actor: systemActor(id), db: db(), now: () => new Date() },
    options,
  )
  return {
    token,
    mailingId,
    unsubscribe: `/unsubscribe/${token}`,
    preferences: `/preferences/${token}`,
    click: (number: number) => `/click/${token}/${number}`,
  }
}
