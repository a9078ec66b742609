import { NotFoundPage } from '@/components/shell/not-found-page'

export default function ImportNotFound() {
  return (
    <NotFoundPage
      title="Import not found"
      overview={{ label: 'Imports', href: '/imports' }}
      heading="There is no such import"
      action="See all imports"
    >
      It may have been discarded, or the number in the address may be wrong.
    </NotFoundPage>
  )
}
