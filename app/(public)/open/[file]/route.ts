import { noteOpening } from '@/lib/mailings/tracking/track'
import { admitted } from '../../recipient'

/** One transparent point. */
const pixel = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')

/** The image is there whatever is asked for: a mail never shows a broken one. */
export async function GET(request: Request, { params }: RouteContext<'/open/[file]'>) {
  const recipient = await admitted(request, (await params).file.replace(/\.gif$/, ''))
  if (!(recipient instanceof Response)) await noteOpening(recipient.ctx, recipient.mailed)
  return HEAD()
}

export function HEAD() {
  return new Response(pixel, { headers: { 'content-type': 'image/gif', 'cache-control': 'no-store' } })
}
