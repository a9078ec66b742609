import { upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import { getContact } from '@/lib/contacts/queries/contacts'
import { listProperties } from '@/lib/contacts/queries/properties'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { getContactOperation, updateContactOperation } from '../../contact-operations'
import { readContactBody, toReferenceContact } from '../../contact-shape'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  GET: referenceRoute(getContactOperation, async (ctx, { externalId }) =>
    toReferenceContact(await getContact(ctx, externalId), await listProperties(ctx)),
  ),
  PUT: referenceRoute(updateContactOperation, async (ctx, { externalId, sent }) => {
    const { contact, options } = readContactBody(sent, externalId)
    await upsertContact(ctx, externalId, contact.input, options)
  }),
})
