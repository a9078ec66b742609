import { unsubscribe } from '@/lib/mailings/tracking/choices'
import { admitted, seeOther, shown } from '../../../recipient'

/** The button of the page. Who has the address may do it, so that nothing else needs to prove who asks. */
export async function POST(request: Request, { params }: RouteContext<'/unsubscribe/[token]/confirm'>) {
  const { token } = await params
  const recipient = await admitted(request, token)
  if (recipient instanceof Response) return shown(recipient)
  await unsubscribe(recipient.ctx, recipient.mailed, 'Unsubscribe link')
  return seeOther(`/unsubscribe/${token}`)
}

export async function GET(_: Request, { params }: RouteContext<'/unsubscribe/[token]/confirm'>) {
  return seeOther(`/unsubscribe/${encodeURIComponent((await params).token)}`)
}
