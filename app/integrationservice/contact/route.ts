import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { createContactOperation } from '../contact-operations'
import { readContactBody } from '../contact-shape'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  POST: referenceRoute(createContactOperation, async (ctx, { sent }) => {
    const { contact, options } = readContactBody(sent)
    await upsertContact(ctx, contact.externalId, contact.input, options)
  }),
})
