import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { stageOf } from '@/components/imports/import-words'
import type { Context } from '@/lib/access/context'
import { getImport } from '@/lib/imports/queries/imports'
import type { ImportDetail } from '@/lib/imports/schema'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'

/** An import at a step for those of this stage; others are led to where they are. */
export async function requireStage(
  params: Promise<{ importId: string }>,
  ...stages: ReturnType<typeof stageOf>[]
): Promise<{ ctx: Context; draft: ImportDetail }> {
  const ctx = await requireSession()
  const draft = await found(getImport(ctx, (await params).importId))
  if (!stages.includes(stageOf(draft))) redirect(`/imports/${draft.id}` as Route)
  return { ctx, draft }
}
