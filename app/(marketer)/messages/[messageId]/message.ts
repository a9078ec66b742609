import { notFound } from 'next/navigation'
import { cache } from 'react'
import { getMessage } from '@/lib/messages/queries'
import { MessageId } from '@/lib/messages/schema'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'

/** The message of a page, read once for its title and its body; the not-found page where there is none. */
export const requireMessage = cache(async (messageId: string) => {
  const ctx = await requireSession()
  const id = MessageId.safeParse(messageId)
  if (!id.success) notFound()
  return found(getMessage(ctx, id.data))
})
