import type { Metadata } from 'next'
import { Automailers } from '@/components/automailers/automailers'
import { Page } from '@/components/ui/page'
import { listAutomailers } from '@/lib/mailings/automailers/queries'
import { AutomailerQuery, automailerPageSize, automailerSorts } from '@/lib/mailings/automailers/schema'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { automailerActions } from '../menu'

export const metadata: Metadata = { title: 'Automailers' }

export default async function AutomailersPage({ searchParams }: PageProps<'/automailers'>) {
  const ctx = await requireSession()
  const query = AutomailerQuery.parse(await searchParams)
  const sort = sortOf(query.sort, automailerSorts, { field: 'created', direction: 'desc' })
  const list = JSON.stringify(['automailers', query.q, query.status])
  const page = addressPage(ctx, list, query, automailerPageSize)
  const found = await listAutomailers(ctx, { q: query.q, status: query.status, sort }, page.request)
  return (
    <Page title="Automailers" fit="table">
      <Automailers
        rows={found.rows}
        page={{ ...page.links(found), total: found.total }}
        editable={ctx.actor.scopes.has('mailings:write')}
        actions={automailerActions}
      />
    </Page>
  )
}
