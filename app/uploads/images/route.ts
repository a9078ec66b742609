import { readBytes } from '@/lib/api/body'
import { storeImage } from '@/lib/messages/images/images'
import { imageBytesMax } from '@/lib/messages/images/schema'
import { DomainError } from '@/lib/platform/errors'
import { requireSameOrigin } from '@/lib/session/same-origin'
import { isSignedIn, requireSession } from '@/lib/session/session'

/** Takes an image for a message in, as the body, its name in the address. Outside the pages: it sends nobody to sign in. */
export async function POST(request: Request) {
  try {
    requireSameOrigin(request)
    if (!(await isSignedIn())) return new Response('You are signed out. Sign in again.', { status: 401 })
    const name = new URL(request.url).searchParams.get('name') ?? ''
    const bytes = await readBytes(request, imageBytesMax)
    return Response.json(await storeImage(await requireSession(), { bytes, name }), { status: 201 })
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const message = error.code === 'too_large' ? `${error.message} An image has at most 5 MB.` : error.message
    return new Response(message, { status: statuses[error.code] ?? 409 })
  }
}

const statuses: Partial<Record<DomainError['code'], number>> = {
  forbidden: 403,
  too_large: 413,
  unsupported_media: 415,
}
