import { readBytes } from '@/lib/api/body'
import { putChunk } from '@/lib/imports/commands/receive-file'
import { chunkBytes } from '@/lib/imports/schema'
import { DomainError } from '@/lib/platform/errors'
import { requireSameOrigin } from '@/lib/session/same-origin'
import { isSignedIn, requireSession } from '@/lib/session/session'

type Params = RouteContext<'/uploads/imports/[importId]/[number]'>

/** One piece of the file of an import. Outside the pages, because it is none: it sends nobody to sign in. */
export async function PUT(request: Request, { params }: Params) {
  const { importId, number } = await params
  try {
    requireSameOrigin(request)
    if (!(await isSignedIn())) return new Response('You are signed out. Sign in again.', { status: 401 })
    const bytes = await readBytes(request, chunkBytes)
    await putChunk(await requireSession(), importId, Number(number), bytes)
    return new Response(null, { status: 204 })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return new Response(error.message, { status: statuses[error.code] ?? 409 })
  }
}

const statuses: Partial<Record<DomainError['code'], number>> = {
  forbidden: 403,
  not_found: 404,
  too_large: 413,
  invalid: 422,
}
