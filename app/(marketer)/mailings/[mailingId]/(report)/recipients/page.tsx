import { Recipients } from '@/components/mailings/report/recipients'
import { listRecipients } from '@/lib/mailings/report/queries'
import { RecipientQuery, recipientPageSize } from '@/lib/mailings/report/schema'
import { addressPage } from '@/lib/session/address-page'
import { addingActions } from '../../../../static-lists/adding'
import { createListOfFigureAction } from '../../../actions'
import { requireBegun } from '../../mailing'

export default async function RecipientsPage({
  params,
  searchParams,
}: PageProps<'/mailings/[mailingId]/recipients'>) {
  const { ctx, mailing } = await requireBegun(params)
  const query = RecipientQuery.parse(await searchParams)
  const list = JSON.stringify(['recipients', mailing.id, query.figure, query.q])
  const page = addressPage(ctx, list, query, recipientPageSize)
  const found = await listRecipients(ctx, mailing.id, query, page.request)
  return (
    <Recipients
      mailing={mailing}
      figure={query.figure}
      rows={found.rows}
      page={page.links(found)}
      adding={addingActions(ctx)}
      makeList={ctx.actor.scopes.has('lists:write') ? createListOfFigureAction : undefined}
    />
  )
}
