import { upsertContactList } from '@/lib/contacts/commands/upsert-contacts'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { upsertContactsOperation } from '../../contact-operations'
import { readContactList, toReferenceResult } from '../../contact-shape'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  POST: referenceRoute(upsertContactsOperation, async (ctx, { sent }) => {
    const { contacts, options } = readContactList(sent)
    return (await upsertContactList(ctx, contacts, options)).map(toReferenceResult)
  }),
})
