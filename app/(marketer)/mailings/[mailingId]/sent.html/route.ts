import { sentBody } from '@/lib/mailings/report/queries'
import { previewMessage } from '@/lib/messages/preview'
import { requireSession } from '@/lib/session/session'
import { messagePage } from '../../../message-page'

/** The message of a mailing as it was sent, for a frame. */
export async function GET(_request: Request, { params }: RouteContext<'/mailings/[mailingId]/sent.html'>) {
  const [ctx, { mailingId }] = [await requireSession(), await params]
  return messagePage(async () => {
    const { html } = await previewMessage(ctx, await sentBody(ctx, mailingId), { listIds: [] })
    return html
  })
}
