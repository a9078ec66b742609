import { notFound } from 'next/navigation'
import { cache } from 'react'
import { refreshCount } from '@/lib/dynamic-lists/commands/refresh-count'
import { getDynamicList } from '@/lib/dynamic-lists/queries'
import { ListId } from '@/lib/lists/schema'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'

/** The list an address names, with its session; the not-found page when there is none. Asked once per request, and counted anew before. */
export const requireList = cache(async (listId: string) => {
  const ctx = await requireSession()
  const id = ListId.safeParse(listId)
  if (!id.success) notFound()
  await refreshCount(ctx, id.data)
  return { ctx, list: await found(getDynamicList(ctx, id.data)) }
})
