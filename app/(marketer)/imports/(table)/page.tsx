import { FileUp } from 'lucide-react'
import type { Metadata, Route } from 'next'
import { ImportTable } from '@/components/imports/import-table'
import { ButtonLink } from '@/components/ui/button'
import { Page } from '@/components/ui/page'
import { listImports } from '@/lib/imports/queries/imports'
import { ImportListQuery, importPageSize } from '@/lib/imports/schema'
import { addressPage } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'

export const metadata: Metadata = { title: 'Imports' }

export default async function ImportsPage({ searchParams }: PageProps<'/imports'>) {
  const ctx = await requireSession()
  const page = addressPage(ctx, 'imports', ImportListQuery.parse(await searchParams), importPageSize)
  const found = await listImports(ctx, page.request)
  return (
    <Page
      title="Imports"
      fit="table"
      lead="Files that brought in contacts, and drafts that will, the latest first."
      actions={
        <ButtonLink variant="primary" icon={<FileUp aria-hidden />} href={'/imports/new' as Route}>
          Import a file
        </ButtonLink>
      }
    >
      <ImportTable rows={found.rows} page={page.links(found)} />
    </Page>
  )
}
