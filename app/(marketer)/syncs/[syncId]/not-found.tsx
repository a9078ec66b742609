import { NotFoundPage } from '@/components/shell/not-found-page'

export default function SyncNotFound() {
  return (
    <NotFoundPage
      title="Sync not found"
      overview={{ label: 'Syncs', href: '/syncs' }}
      heading="There is no such sync"
      action="See all syncs"
    >
      It may have gone together with its audience, or the number in the address may be wrong.
    </NotFoundPage>
  )
}
