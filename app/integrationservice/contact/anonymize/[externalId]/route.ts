import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { anonymizeContactOperation } from '../../../contact-operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  PUT: referenceRoute(anonymizeContactOperation, (ctx, { externalId }) => eraseContact(ctx, externalId)),
})
