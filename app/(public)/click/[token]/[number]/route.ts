import { followLink } from '@/lib/mailings/tracking/track'
import { admitted, seeOther, shown } from '../../../recipient'

type Segment = RouteContext<'/click/[token]/[number]'>

/** A browser that fetches ahead of its user has not been told to go there. */
export function GET(request: Request, segment: Segment) {
  const isAhead = /prefetch/i.test(`${request.headers.get('sec-purpose')} ${request.headers.get('purpose')}`)
  return follow(request, segment, !isAhead)
}

export function HEAD(request: Request, segment: Segment) {
  return follow(request, segment, false)
}

/** To where the mailing's own link leads, and nowhere else: the address names it by its number. */
async function follow(request: Request, { params }: Segment, counts: boolean): Promise<Response> {
  const { token, number } = await params
  const recipient = await admitted(request, token)
  if (recipient instanceof Response) return shown(recipient)
  const url = /^\d{1,6}$/.test(number)
    ? await followLink(recipient.ctx, recipient.mailed, { number: Number(number), counts })
    : undefined
  if (url === undefined || !URL.canParse(url)) return seeOther('/no-such-link')
  const headers = { location: new URL(url).href, 'cache-control': 'no-store' }
  return new Response(null, { status: 302, headers })
}
