import { safeEqual } from '@/lib/platform/crypto'
import { env } from '@/lib/platform/env'
import { readMetrics } from '@/lib/platform/metrics'

export const dynamic = 'force-dynamic'

/** For Prometheus, with METRICS_TOKEN as its bearer token; to anybody else there is nothing here. */
export async function GET(request: Request): Promise<Response> {
  const token = env().METRICS_TOKEN
  const given = request.headers.get('authorization') ?? ''
  if (token === undefined || !safeEqual(given, `Bearer ${token}`)) return new Response(null, { status: 404 })
  const { contentType, text } = await readMetrics()
  return new Response(text, { headers: { 'content-type': contentType, 'cache-control': 'no-store' } })
}
