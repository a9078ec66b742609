import { unsubscribe } from '@/lib/mailings/tracking/choices'
import { admitted, readForm, seeOther } from '../../../recipient'

/** RFC 8058: what a mail program posts when its own button is pressed. */
export async function POST(request: Request, { params }: RouteContext<'/unsubscribe/[token]/one-click'>) {
  const recipient = await admitted(request, (await params).token)
  if (recipient instanceof Response) return recipient
  const form = await readForm(request)
  if (form?.get('List-Unsubscribe') !== 'One-Click')
    return new Response('Post the form List-Unsubscribe=One-Click.', { status: 400 })
  await unsubscribe(recipient.ctx, recipient.mailed, 'One-click unsubscribe')
  return new Response('Unsubscribed.')
}

/** Mail programs that do not know of it open the same address. */
export async function GET(_: Request, { params }: RouteContext<'/unsubscribe/[token]/one-click'>) {
  return seeOther(`/unsubscribe/${encodeURIComponent((await params).token)}`)
}
