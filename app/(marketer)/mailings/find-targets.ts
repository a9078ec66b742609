'use server'

import { z } from 'zod'
import type { FindTargets } from '@/components/mailings/actions'
import { FolderId } from '@/lib/folders/schema'
import { TargetKind } from '@/lib/mailings/schema'
import { requireSession } from '@/lib/session/session'
import { findTargets } from './targets'

const Search = z.object({
  kind: TargetKind,
  q: z.string().max(255),
  folder: z.union([FolderId, z.literal('none')]).nullable(),
})

/** For the picker of the second step. */
export const findTargetsAction: FindTargets = async (search) =>
  findTargets(await requireSession(), Search.parse(search))
