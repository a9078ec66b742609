import { NotFoundPage } from '@/components/shell/not-found-page'

export default function MailingNotFound() {
  return (
    <NotFoundPage
      title="Mailing not found"
      overview={{ label: 'Mailings', href: '/mailings' }}
      heading="There is no such mailing"
      action="See all mailings"
    >
      It may have been deleted, or the number in the address may be wrong.
    </NotFoundPage>
  )
}
