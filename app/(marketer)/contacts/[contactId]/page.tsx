import type { Metadata, Route } from 'next'
import { notFound } from 'next/navigation'
import { ContactCardView } from '@/components/contacts/contact-card'
import { Page } from '@/components/ui/page'
import { getContactCard } from '@/lib/contacts/queries/contacts'
import { listProperties } from '@/lib/contacts/queries/properties'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'

export const metadata: Metadata = { title: 'Contact' }

export default async function ContactPage({ params }: PageProps<'/contacts/[contactId]'>) {
  const ctx = await requireSession()
  const [contact, properties] = await Promise.all([
    found(getContactCard(ctx, decoded((await params).contactId))),
    listProperties(ctx),
  ])
  const { firstName, infix, lastName } = contact.properties
  const name = [firstName, infix, lastName].filter((part) => typeof part === 'string').join(' ')
  return (
    <Page title={name || contact.externalId} crumbs={[{ label: 'Contacts', href: '/contacts' as Route }]}>
      <ContactCardView contact={contact} properties={properties} />
    </Page>
  )
}

/** Pages get their parameters as they stand in the address. */
function decoded(parameter: string): string {
  try {
    return decodeURIComponent(parameter)
  } catch {
    notFound()
  }
}
