import { listChangedContacts } from '@/lib/contacts/queries/contacts'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { listChangedContactsOperation } from '../../../contact-operations'
import { contactsPage, periodOf } from '../../../paging'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  GET: referenceRoute(listChangedContactsOperation, async (ctx, input) => {
    const period = periodOf(input.query)
    return contactsPage(ctx, input, (page) => listChangedContacts(ctx, period, page))
  }),
})
