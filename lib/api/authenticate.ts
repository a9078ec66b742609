import type { Context } from '@/lib/access/context'
import { authenticateToken } from '@/lib/access/credentials/authenticate'
import { db } from '@/lib/platform/db'
import { DomainError } from '@/lib/platform/errors'

/** Who sent the request, proven by its credential. */
export async function authenticate(request: Request, _options: { publicUrl: string }): Promise<Context> {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '') ?? []
  if (!token) throw new DomainError('unauthenticated', 'Send an API credential as a bearer token.')
  const now = () => new Date()
  return { actor: await authenticateToken(token, now()), db: db(), now }
}
