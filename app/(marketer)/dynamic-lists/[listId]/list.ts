import { notFound } from 'next/navigation'
import { cache } from 'react'
import { getDynamicList } from '@/lib/dynamic-lists/queries'
import { ListId } from '@/lib/lists/schema'
import { DomainError } from '@/lib/platform/errors'
import { requireSession } from '@/lib/session/session'

/** The list an address names, with its session; the not-found page when there is none. Asked once per request. */
export const requireList = cache(async (listId: string) => {
  const ctx = await requireSession()
  const id = ListId.safeParse(listId)
  if (!id.success) notFound()
  try {
    return { ctx, list: await getDynamicList(ctx, id.data) }
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') notFound()
    throw error
  }
})
