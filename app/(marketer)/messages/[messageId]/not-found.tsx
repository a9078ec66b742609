import { NotFoundPage } from '@/components/shell/not-found-page'

export default function MessageNotFound() {
  return (
    <NotFoundPage
      title="Message not found"
      overview={{ label: 'Messages', href: '/messages' }}
      heading="There is no such message"
      action="See all messages"
    >
      It may have been deleted, or the number in the address may be wrong.
    </NotFoundPage>
  )
}
