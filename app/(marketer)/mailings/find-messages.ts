'use server'

import { z } from 'zod'
import type { FindMessages } from '@/components/mailings/actions'
import { listMessages } from '@/lib/messages/queries'
import { requireSession } from '@/lib/session/session'

/** As many as a picker shows. */
const shownMax = 50

/** For the picker of the first step. */
export const findMessagesAction: FindMessages = async (q) => {
  const sort = { field: 'name', direction: 'asc' } as const
  const query = { q: z.string().max(255).parse(q), status: 'final', sort } as const
  const { rows } = await listMessages(await requireSession(), query, { limit: shownMax })
  return rows.map(({ id, name, subject }) => ({ id, name, subject }))
}
