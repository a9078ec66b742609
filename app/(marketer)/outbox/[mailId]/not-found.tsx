import { NotFoundPage } from '@/components/shell/not-found-page'

export default function MailNotFound() {
  return (
    <NotFoundPage
      title="Mail not found"
      overview={{ label: 'Outbox', href: '/outbox' }}
      heading="There is no such mail in the outbox"
      action="Show the outbox"
    >
      It may have been thrown away: the outbox keeps the latest mails, until somebody clears it.
    </NotFoundPage>
  )
}
