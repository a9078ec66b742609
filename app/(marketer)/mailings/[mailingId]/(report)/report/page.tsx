import { MailingReport } from '@/components/mailings/report/report'
import { getReport } from '@/lib/mailings/report/queries'
import { mailingActions } from '../../../menu'
import { requireBegun } from '../../mailing'

export default async function ReportPage({ params }: PageProps<'/mailings/[mailingId]/report'>) {
  const { ctx, mailing, editable } = await requireBegun(params)
  return (
    <MailingReport
      mailing={mailing}
      report={await getReport(ctx, mailing)}
      actions={editable ? mailingActions : undefined}
    />
  )
}
