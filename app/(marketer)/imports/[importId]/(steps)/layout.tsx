import type { Metadata, Route } from 'next'
import { DiscardButton } from '@/components/imports/discard-button'
import { ImportStatusBadge } from '@/components/imports/import-status'
import { ImportSteps } from '@/components/imports/import-steps'
import { stageOf } from '@/components/imports/import-words'
import { Page } from '@/components/ui/page'
import { getImport } from '@/lib/imports/queries/imports'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'
import { discardImportAction } from '../../actions'

export const metadata: Metadata = { title: 'Import contacts' }

export default async function StepsLayout({ params, children }: LayoutProps<'/imports/[importId]'>) {
  const draft = await found(getImport(await requireSession(), (await params).importId))
  const stage = stageOf(draft)
  const isDraft = stage !== 'begun' && draft.status !== 'checking'
  return (
    <Page
      title={draft.fileName}
      after={<ImportStatusBadge status={draft.status} />}
      crumbs={[{ label: 'Imports', href: '/imports' as Route }]}
      actions={isDraft && <DiscardButton draft={draft} discard={discardImportAction} />}
    >
      <ImportSteps importId={draft.id} open={stage === 'draft' && draft.status !== 'checking'} />
      {children}
    </Page>
  )
}
