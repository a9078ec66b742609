import { findImage } from '@/lib/messages/images/images'
import { systemContext } from '@/lib/session/session'

/** An image of a message, for whoever reads the message: nobody is signed in. It never changes, because its address is what it holds. */
export async function GET(_request: Request, { params }: RouteContext<'/images/[file]'>) {
  const image = await findImage(systemContext(), (await params).file)
  if (!image) return new Response('There is no such image.', { status: 404 })
  return new Response(image.bytes, {
    headers: {
      'content-type': image.mediaType,
      'content-length': String(image.bytes.length),
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      // Mails are read on pages of other origins.
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
