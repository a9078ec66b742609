import type { Actor } from '@/lib/access/actor'
import { log } from '@/lib/platform/log'

/** Who did what to which webhook, for the log. */
export function audit(actor: Actor, webhookId: number, what: string): void {
  const by = actor.kind === 'user' ? actor.userId : actor.kind
  log().info({ accountId: actor.accountId, webhookId, by }, what)
}
