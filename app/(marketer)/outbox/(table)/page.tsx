import type { Metadata } from 'next'
import { ClearButton } from '@/components/outbox/clear-button'
import { OutboxTable } from '@/components/outbox/outbox-table'
import { Page } from '@/components/ui/page'
import { countOutbox, listOutbox } from '@/lib/mailings/outbox/queries'
import { OutboxQuery, outboxPageSize } from '@/lib/mailings/outbox/schema'
import { addressPage } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { clearOutboxAction } from '../actions'

export const metadata: Metadata = { title: 'Outbox' }

export default async function OutboxPage({ searchParams }: PageProps<'/outbox'>) {
  const ctx = await requireSession()
  const query = OutboxQuery.parse(await searchParams)
  const page = addressPage(ctx, JSON.stringify(['outbox', query.q]), query, outboxPageSize)
  const [found, count] = await Promise.all([listOutbox(ctx, query.q, page.request), countOutbox(ctx)])
  const mayClear = ctx.actor.scopes.has('mailings:write') && count > 0
  return (
    <Page
      title="Outbox"
      fit="table"
      lead="Mails that were sent while this installation has no mail server: they are kept here and reach nobody."
      actions={mayClear && <ClearButton count={count} clear={clearOutboxAction} />}
    >
      <OutboxTable rows={found.rows} page={page.links(found)} />
    </Page>
  )
}
