import { FileUp } from 'lucide-react'
import type { Metadata, Route } from 'next'
import { ContactTable } from '@/components/contacts/contact-table'
import { NewContact } from '@/components/contacts/new-contact'
import { ButtonLink } from '@/components/ui/button'
import { Page } from '@/components/ui/page'
import { searchNamedContacts } from '@/lib/contacts/queries/contacts'
import { listProperties } from '@/lib/contacts/queries/properties'
import { ContactListQuery, contactPageSize, contactSorts } from '@/lib/contacts/schema'
import { addressPage, sortOf } from '@/lib/session/address-page'
import { requireSession } from '@/lib/session/session'
import { addingActions } from '../../static-lists/adding'
import { createContactAction } from '../actions'

export const metadata: Metadata = { title: 'Contacts' }

export default async function ContactsPage({ searchParams }: PageProps<'/contacts'>) {
  const ctx = await requireSession()
  const query = ContactListQuery.parse(await searchParams)
  const { field, direction } = sortOf(query.sort, contactSorts, { field: 'externalId', direction: 'asc' })
  const page = addressPage(ctx, JSON.stringify(['contacts', query.q]), query, contactPageSize)
  const found = await searchNamedContacts(ctx, { q: query.q, sort: field, direction }, page.request)
  return (
    <Page
      title="Contacts"
      fit="table"
      actions={
        ctx.actor.scopes.has('contacts:write') && (
          <>
            <ButtonLink icon={<FileUp aria-hidden />} href={'/imports/new' as Route}>
              Import
            </ButtonLink>
            <NewContact properties={await listProperties(ctx)} create={createContactAction} />
          </>
        )
      }
    >
      <ContactTable rows={found.rows} page={page.links(found)} adding={addingActions(ctx)} />
    </Page>
  )
}
