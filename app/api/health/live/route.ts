export const dynamic = 'force-dynamic'

/** The process is up and answers; it says nothing of what it depends on. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } })
}
