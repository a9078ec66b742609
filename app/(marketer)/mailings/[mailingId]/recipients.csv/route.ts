import { rowsResponse } from '@/lib/api/stream'
import { getMailing } from '@/lib/mailings/queries'
import { exportRecipients } from '@/lib/mailings/report/queries'
import { RecipientQuery } from '@/lib/mailings/report/schema'
import { requireSession } from '@/lib/session/session'
import { sessionDownload } from '@/lib/session/session-download'

export async function GET(
  request: Request,
  { params }: RouteContext<'/mailings/[mailingId]/recipients.csv'>,
) {
  const [ctx, { mailingId }] = [await requireSession(), await params]
  const { figure } = RecipientQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
  return sessionDownload(async () => {
    const { name } = await getMailing(ctx, mailingId)
    const chunks = await exportRecipients(ctx, mailingId, figure)
    return rowsResponse('csv', { name: `${name} ${figure}`, chunks, bom: true })
  })
}
