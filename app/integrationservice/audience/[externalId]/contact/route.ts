import { malformed } from '@/lib/reference/fields'
import { referenceResource } from '@/lib/reference/resource'
import { referenceRoute } from '@/lib/reference/route'
import { addContacts, emptyAudience, removeContacts } from '@/lib/syncs/commands/change-members'
import { addContactsOperation, removeContactsOperation } from '../../../audience-operations'
import { readContactIds } from '../../../audience-shape'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = referenceResource({
  POST: referenceRoute(addContactsOperation, async (ctx, { externalId, sent }) => {
    await addContacts(ctx, externalId, readContactIds(sent))
  }),
  DELETE: referenceRoute(removeContactsOperation, async (ctx, { externalId, sent }) => {
    // Only where there is no body at all is everybody meant.
    if (sent === undefined) {
      await emptyAudience(ctx, externalId)
      return
    }
    const ids = readContactIds(sent)
    if (ids.length === 0)
      throw malformed('The list is empty. To remove everybody, send no body; nobody was removed.')
    await removeContacts(ctx, externalId, ids)
  }),
})
