import { getMail } from '@/lib/mailings/outbox/queries'
import { requireSession } from '@/lib/session/session'
import { sessionDownload } from '@/lib/session/session-download'

type Params = RouteContext<'/outbox/[mailId]/body.html'>

/** A mail's HTML, for a frame. What it holds was written by others: nothing of it runs, and it reaches nothing of ours. */
export async function GET(_request: Request, { params }: Params) {
  const [ctx, { mailId }] = [await requireSession(), await params]
  return sessionDownload(async () => {
    const { html } = await getMail(ctx, mailId)
    return new Response(withLinksBeside(html ?? ''), {
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy':
          "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src 'self' http: https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      },
    })
  })
}

/** A page that a link leads to would not fit into the frame, and often refuses to be in one. */
function withLinksBeside(html: string): string {
  return html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`)
}
