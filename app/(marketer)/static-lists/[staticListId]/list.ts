import { notFound } from 'next/navigation'
import { cache } from 'react'
import { ListId } from '@/lib/lists/schema'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'
import { getStaticList } from '@/lib/static-lists/queries'

/** The list an address names, with its session; the not-found page when there is none. Asked once per request. */
export const requireList = cache(async (staticListId: string) => {
  const ctx = await requireSession()
  const id = ListId.safeParse(staticListId)
  if (!id.success) notFound()
  return { ctx, list: await found(getStaticList(ctx, id.data)) }
})
