import type { Actor } from '@/lib/access/actor'

/** Who a consent came from, as it is kept beside it. */
export function sourceOf(actor: Actor): string {
  if (actor.kind === 'credential') return `credential ${actor.credentialId}`
  return actor.kind === 'user' ? `user ${actor.userId}` : 'system'
}
