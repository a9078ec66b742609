import { NotFoundPage } from '@/components/shell/not-found-page'

export default function ContactNotFound() {
  return (
    <NotFoundPage
      title="Contact not found"
      overview={{ label: 'Contacts', href: '/contacts' }}
      heading="There is no contact with this id"
      action="Search contacts"
    >
      It may have been erased, or the id in the address may be wrong.
    </NotFoundPage>
  )
}
