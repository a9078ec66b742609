import type { Metadata } from 'next'
import { MailPage } from '@/components/outbox/mail-page'
import { getMail } from '@/lib/mailings/outbox/queries'
import { MailView } from '@/lib/mailings/outbox/schema'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'

export const metadata: Metadata = { title: 'Mail' }

export default async function OutboxMailPage({ params, searchParams }: PageProps<'/outbox/[mailId]'>) {
  const ctx = await requireSession()
  const mail = await found(getMail(ctx, (await params).mailId))
  const view = MailView.parse((await searchParams)['view'])
  return <MailPage mail={mail} view={view ?? (mail.html === null ? 'text' : 'html')} />
}
