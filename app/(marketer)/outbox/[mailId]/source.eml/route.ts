import { attachment } from '@/lib/format/file-name'
import { getMailSource } from '@/lib/mailings/outbox/queries'
import { requireSession } from '@/lib/session/session'
import { sessionDownload } from '@/lib/session/session-download'

type Params = RouteContext<'/outbox/[mailId]/source.eml'>

export async function GET(_request: Request, { params }: Params) {
  const [ctx, { mailId }] = [await requireSession(), await params]
  return sessionDownload(async () => {
    const source = await getMailSource(ctx, mailId)
    return new Response(new Uint8Array(source), {
      headers: {
        'content-type': 'message/rfc822',
        'content-disposition': attachment(`mail ${mailId}`, 'eml'),
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  })
}
