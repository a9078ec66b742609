import { env } from '@/lib/platform/env'
import { DomainError } from '@/lib/platform/errors'

/**
 * Refuses what a page of another site had a browser send, with the cookies it has for us. The framework does so for server actions;
 * a route that changes something by session asks for it.
 * @throws DomainError forbidden
 */
export function requireSameOrigin(request: Request): void {
  const origin = request.headers.get('origin')
  if (origin !== null && URL.canParse(origin) && new URL(origin).host === hostOf(request)) return
  throw new DomainError('forbidden', 'This is only for pages of this installation.')
}

function hostOf(request: Request): string | null {
  const forwarded = env().TRUST_PROXY ? request.headers.get('x-forwarded-host') : null
  return forwarded ?? request.headers.get('host')
}
