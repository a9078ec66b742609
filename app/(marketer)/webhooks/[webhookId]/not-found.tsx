import { NotFoundPage } from '@/components/shell/not-found-page'

export default function WebhookNotFound() {
  return (
    <NotFoundPage
      title="Webhook not found"
      overview={{ label: 'Webhooks', href: '/webhooks' }}
      heading="There is no such webhook"
      action="See all webhooks"
    >
      It may have been deleted, or the number in the address may be wrong.
    </NotFoundPage>
  )
}
