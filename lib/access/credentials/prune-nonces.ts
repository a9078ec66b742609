import type { SystemContext } from '../context'

/** A signature's timestamp is refused beyond five minutes either way; by then nobody can replay its nonce. */
const keptS = 15 * 60

/** Forgets nonces that can't be replayed any more. Answers how many. */
export async function pruneNonces({ db, now }: SystemContext): Promise<number> {
  const before = Math.floor(now().getTime() / 1000) - keptS
  const { count } = await db.oauthNonce.deleteMany({ where: { timestamp: { lt: before } } })
  return count
}
