import type { Metadata, Route } from 'next'
import { notFound } from 'next/navigation'
import { ContactCardView } from '@/components/contacts/contact-card'
import { ContactControls } from '@/components/contacts/contact-controls'
import { Badge } from '@/components/ui/badge'
import { Page } from '@/components/ui/page'
import { getContactCard } from '@/lib/contacts/card/queries'
import { listProperties } from '@/lib/contacts/queries/properties'
import { nameOf } from '@/lib/contacts/rules/contact'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'
import {
  activateContactAction,
  deactivateContactAction,
  editContactAction,
  eraseContactAction,
  grantConsentAction,
  withdrawConsentAction,
} from '../actions'

export const metadata: Metadata = { title: 'Contact' }

const actions = {
  edit: editContactAction,
  grant: grantConsentAction,
  withdraw: withdrawConsentAction,
  activate: activateContactAction,
  deactivate: deactivateContactAction,
  erase: eraseContactAction,
}

export default async function ContactPage({ params, searchParams }: PageProps<'/contacts/[contactId]'>) {
  const ctx = await requireSession()
  // Two ids have no path of their own: see contactHref.
  const { id } = await searchParams
  const externalId = typeof id === 'string' ? id : decoded((await params).contactId)
  const [contact, properties] = await Promise.all([
    found(getContactCard(ctx, externalId)),
    listProperties(ctx),
  ])
  const editable = ctx.actor.scopes.has('contacts:write')
  return (
    <Page
      title={nameOf(contact.properties) || contact.externalId}
      after={contact.status === 'inactive' && <Badge tone="warning">Inactive</Badge>}
      crumbs={[{ label: 'Contacts', href: '/contacts' as Route }]}
      actions={editable && <ContactControls contact={contact} properties={properties} actions={actions} />}
    >
      <ContactCardView contact={contact} properties={properties} actions={editable ? actions : undefined} />
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
