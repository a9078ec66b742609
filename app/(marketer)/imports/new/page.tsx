import type { Metadata, Route } from 'next'
import { ImportSteps } from '@/components/imports/import-steps'
import { UploadStep } from '@/components/imports/upload-step'
import { Page } from '@/components/ui/page'
import { createImportAction, finishUploadAction } from '../actions'

export const metadata: Metadata = { title: 'Import contacts' }

const actions = { create: createImportAction, finishUpload: finishUploadAction }

export default function NewImportPage() {
  return (
    <Page title="Import contacts" crumbs={[{ label: 'Imports', href: '/imports' as Route }]}>
      <ImportSteps open={false} />
      <UploadStep actions={actions} />
    </Page>
  )
}
