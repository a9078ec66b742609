import { NotFoundPage } from '@/components/shell/not-found-page'

export default function DynamicListNotFound() {
  return (
    <NotFoundPage
      title="List not found"
      overview={{ label: 'Dynamic lists', href: '/dynamic-lists' }}
      heading="There is no dynamic list here"
      action="See all dynamic lists"
    >
      It may have been deleted, also by the system that syncs it, or the address may be wrong.
    </NotFoundPage>
  )
}
