import { z } from 'zod'
import { previewMessage } from '@/lib/messages/preview'
import { messageBody, versionBody } from '@/lib/messages/queries'
import { escapeHtml } from '@/lib/messages/rendering/html'
import { MessageId } from '@/lib/messages/schema'
import { DomainError } from '@/lib/platform/errors'
import { requireSession } from '@/lib/session/session'

/** `?contact=c-1` or `?lists=3,14`, and `&version=7` for what the message was. */
const Asked = z.object({
  contact: z.string().min(1).max(1_000).optional().catch(undefined),
  lists: z
    .string()
    .default('')
    .transform((ids) => ids.split(',').map(Number).filter(Number.isSafeInteger)),
  version: z.coerce.number().int().min(1).optional().catch(undefined),
})

/** A message as it is saved, for a frame. What it holds was written by people: nothing of it runs, and it reaches nothing of ours. */
export async function GET(request: Request, { params }: RouteContext<'/messages/[messageId]/preview.html'>) {
  const ctx = await requireSession()
  const messageId = MessageId.safeParse((await params).messageId)
  const { contact, lists, version } = Asked.parse(Object.fromEntries(new URL(request.url).searchParams))
  try {
    if (!messageId.success) throw new DomainError('not_found', 'There is no such message.')
    const body = await (version === undefined
      ? messageBody(ctx, messageId.data)
      : versionBody(ctx, messageId.data, version))
    const { html } = await previewMessage(ctx, body, contact === undefined ? { listIds: lists } : { contact })
    return page(html, 200)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    return page(`<p style="font-family:sans-serif">${escapeHtml(error.message)}</p>`, 404)
  }
}

function page(html: string, status: number): Response {
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy':
        "sandbox; default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; frame-ancestors 'self'",
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
  })
}
