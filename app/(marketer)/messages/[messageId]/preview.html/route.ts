import { z } from 'zod'
import { previewMessage } from '@/lib/messages/preview'
import { messageBody, versionBody } from '@/lib/messages/queries'
import { MessageId } from '@/lib/messages/schema'
import { DomainError } from '@/lib/platform/errors'
import { requireSession } from '@/lib/session/session'
import { messagePage } from '../../../message-page'

/** `?contact=c-1` or `?lists=3,14`, and `&version=7` for what the message was. */
const Asked = z.object({
  contact: z.string().min(1).max(1_000).optional().catch(undefined),
  lists: z
    .string()
    .default('')
    .transform((ids) => ids.split(',').map(Number).filter(Number.isSafeInteger)),
  version: z.coerce.number().int().min(1).optional().catch(undefined),
})

/** A message as it is saved, for a frame. */
export async function GET(request: Request, { params }: RouteContext<'/messages/[messageId]/preview.html'>) {
  const ctx = await requireSession()
  const messageId = MessageId.safeParse((await params).messageId)
  const { contact, lists, version } = Asked.parse(Object.fromEntries(new URL(request.url).searchParams))
  return messagePage(async () => {
    if (!messageId.success) throw new DomainError('not_found', 'There is no such message.')
    const body = await (version === undefined
      ? messageBody(ctx, messageId.data)
      : versionBody(ctx, messageId.data, version))
    return (await previewMessage(ctx, body, contact === undefined ? { listIds: lists } : { contact })).html
  })
}
