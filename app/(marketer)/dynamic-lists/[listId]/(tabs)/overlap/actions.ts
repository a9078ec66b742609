'use server'

import { z } from 'zod'
import type { SearchResult } from '@/components/shell/use-search'
import { ListId } from '@/lib/lists/schema'
import { requireSession } from '@/lib/session/session'
import { findOthers } from './others'

/** What the picker of the overlap finds. */
export async function findOthersAction(listId: string, q: string): Promise<SearchResult[]> {
  const ctx = await requireSession()
  return findOthers(ctx, String(ListId.parse(listId)), z.string().max(255).parse(q))
}
