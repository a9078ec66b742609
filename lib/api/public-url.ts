import { env } from '@/lib/platform/env'

/** The URL of a request as its sender wrote it: what a signature covers and links begin with. */
export function publicUrl(request: Request): string {
  const { pathname, search } = new URL(request.url)
  return `${publicOrigin(request)}${pathname}${search}`
}

/** APP_URL; else what a trusted proxy says; else the host that was asked. */
export function publicOrigin(request: Request): string {
  const { APP_URL, TRUST_PROXY } = env()
  if (APP_URL) return new URL(APP_URL).origin
  const forwarded = (name: string) =>
    TRUST_PROXY ? request.headers.get(`x-forwarded-${name}`)?.split(',')[0]?.trim() : undefined
  const own = new URL(request.url)
  const protocol = forwarded('proto') ?? own.protocol.replace(':', '')
  const host = forwarded('host') ?? request.headers.get('host') ?? own.host
  return `${protocol}://${host}`
}
