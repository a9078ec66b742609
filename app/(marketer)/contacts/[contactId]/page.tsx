import type { Metadata, Route } from 'next'
import { notFound } from 'next/navigation'
import { ContactCardView } from '@/components/contacts/contact-card'
import { Page } from '@/components/ui/page'
import { getContactCard } from '@/lib/contacts/queries/contacts'
import { listProperties } from '@/lib/contacts/queries/properties'
import { nameOf } from '@/lib/contacts/rules/contact'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'

export const metadata: Metadata = { title: 'Contact' }

export default async function ContactPage({ params, searchParams }: PageProps<'/contacts/[contactId]'>) {
  const ctx = await requireSession()
  // Two ids have no path of their own: see contactHref.
  const { id } = await searchParams
  const externalId = typeof id === 'string' ? id : decoded((await params).contactId)
  const [contact, properties] = await Promise.all([
    found(getContactCard(ctx, externalId)),
    listProperties(ctx),
  ])
  return (
    <Page
      title={nameOf(contact.properties) || contact.externalId}
      crumbs={[{ label: 'Contacts', href: '/contacts' as Route }]}
    >
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
