import { readiness } from '@/lib/platform/health'

export const dynamic = 'force-dynamic'

/** Whether requests should be sent here: database, migrations and worker, or which of them is missing. */
export async function GET(): Promise<Response> {
  const checks = await readiness()
  const ok = checks.every((check) => check.ok)
  return Response.json(
    { status: ok ? 'ok' : 'unavailable', checks },
    { status: ok ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
