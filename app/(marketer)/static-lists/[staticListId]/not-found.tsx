import { NotFoundPage } from '@/components/shell/not-found-page'

export default function StaticListNotFound() {
  return (
    <NotFoundPage
      title="List not found"
      overview={{ label: 'Static lists', href: '/static-lists' }}
      heading="There is no static list here"
      action="See all static lists"
    >
      It may have been deleted, or the address may be wrong.
    </NotFoundPage>
  )
}
