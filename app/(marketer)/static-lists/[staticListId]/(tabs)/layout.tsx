import type { Metadata, Route } from 'next'
import { Suspense } from 'react'
import { ExportButton } from '@/components/lists/export-button'
import { ListIcon } from '@/components/lists/list-icon'
import { StaticListControls } from '@/components/static-lists/static-list-controls'
import { StaticListProperties } from '@/components/static-lists/static-list-properties'
import { Page } from '@/components/ui/page'
import { Skeleton } from '@/components/ui/skeleton'
import { TabLinks } from '@/components/ui/tab-links'
import { formatCount } from '@/lib/format/counts'
import { countMailableMembers } from '@/lib/lists/reach'
import { copyStaticListAction, deleteStaticListAction, renameStaticListAction } from '../../actions'
import { requireList } from '../list'

type Props = LayoutProps<'/static-lists/[staticListId]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await requireList((await params).staticListId)).list.name }
}

export default async function StaticListLayout({ params, children }: Props) {
  const { staticListId } = await params
  const { ctx, list } = await requireList(staticListId)
  const path = `/static-lists/${list.id}`
  return (
    <Page
      title={list.name}
      after={<ListIcon kind="static" />}
      crumbs={[{ label: 'Static lists', href: '/static-lists' as Route }]}
      actions={
        <>
          {ctx.actor.scopes.has('lists:write') && (
            <StaticListControls
              list={list}
              actions={{
                rename: renameStaticListAction,
                copy: copyStaticListAction,
                remove: deleteStaticListAction,
              }}
            />
          )}
          <ExportButton list={{ path, name: list.name, members: list.members }} />
        </>
      }
      fit="table"
    >
      <div className="flex min-h-0 flex-1 flex-col gap-6 lg:flex-row lg:gap-8">
        <StaticListProperties
          list={list}
          mailable={
            <Suspense fallback={<Skeleton className="h-3 w-16" />}>
              <Mailable staticListId={staticListId} />
            </Suspense>
          }
        />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col gap-4">
          <TabLinks
            label="About this list"
            tabs={[
              { href: path as Route, label: 'Contacts' },
              { href: `${path}/reach` as Route, label: 'Reach' },
              { href: `${path}/used-in` as Route, label: 'Used in' },
            ]}
          />
          {children}
        </div>
      </div>
    </Page>
  )
}

async function Mailable({ staticListId }: { staticListId: string }) {
  const { ctx, list } = await requireList(staticListId)
  return formatCount((await countMailableMembers(ctx, Number(list.id))) ?? 0)
}
