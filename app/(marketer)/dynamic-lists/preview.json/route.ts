import { parseJson, readBytes } from '@/lib/api/body'
import { HttpProblem, toProblem } from '@/lib/api/problem'
import { previewRules } from '@/lib/dynamic-lists/preview'
import { Rules, rulesBytesMax } from '@/lib/dynamic-lists/rules/schema'
import { DomainError } from '@/lib/platform/errors'
import { requireSession } from '@/lib/session/session'

/** What the rules take as JSON, with the space that a sender may leave in it. */
const bodyMaxBytes = 2 * rulesBytesMax

/** How many the rules that somebody edits would have in their list. Whoever goes away while it is counted ends the counting. */
export async function POST(request: Request) {
  const ctx = await requireSession()
  try {
    const { signal } = request
    return Response.json(await previewRules(ctx, await rulesIn(request), { signal }), {
      headers: { 'cache-control': 'no-store' },
    })
  } catch (error) {
    return request.signal.aborted ? new Response(null, { status: 499 }) : toProblem(error)
  }
}

async function rulesIn(request: Request): Promise<Rules> {
  // No form of another site sends this without asking us first.
  if (request.headers.get('content-type') !== 'application/json') {
    throw new HttpProblem('unsupported_media', 'Send JSON.')
  }
  const rules = Rules.safeParse(parseJson(await readBytes(request, bodyMaxBytes)))
  if (!rules.success)
    throw new DomainError('invalid', rules.error.issues[0]?.message ?? 'These are no rules.')
  return rules.data
}
