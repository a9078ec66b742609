import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { stageOf } from '@/components/mailings/mailing-words'
import { listScheduleProblems } from '@/lib/mailings/queries'
import { requireMailing } from './mailing'

/** Leads to the step that a mailing is at, or to what became of it. */
export default async function MailingPage({ params }: PageProps<'/mailings/[mailingId]'>) {
  const { ctx, mailing, editable } = await requireMailing((await params).mailingId)
  const stage = stageOf(mailing)
  if (stage === 'begun') redirect(`/mailings/${mailing.id}/report` as Route)
  const [problem] = stage === 'draft' && editable ? await listScheduleProblems(ctx, mailing) : []
  redirect(`/mailings/${mailing.id}/${problem?.step ?? 'schedule'}` as Route)
}
