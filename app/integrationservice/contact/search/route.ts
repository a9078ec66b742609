import { findContacts } from '@/lib/contacts/queries/contacts'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { searchContactsOperation } from '../../contact-operations'
import { contactsPage, searchOf } from '../../paging'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  GET: referenceRoute(searchContactsOperation, async (ctx, input) => {
    const wanted = searchOf(input.query)
    return contactsPage(ctx, input, (page) => findContacts(ctx, wanted, page))
  }),
})
