import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { stageOf } from '@/components/imports/import-words'
import { getImport } from '@/lib/imports/queries/imports'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'

/** Leads to the step that an import is at. */
export default async function ImportPage({ params }: PageProps<'/imports/[importId]'>) {
  const draft = await found(getImport(await requireSession(), (await params).importId))
  const stage = stageOf(draft)
  const isNew = draft.status === 'uploaded' && draft.settings.columns.length === 0
  const step = stage === 'begun' ? 'report' : stage === 'uploading' ? 'file' : isNew ? 'columns' : 'check'
  redirect(`/imports/${draft.id}/${step}` as Route)
}
