import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { getMemberOperation } from '@/lib/audiences/operations'
import { getMember } from '@/lib/audiences/queries/members'
import { DomainError } from '@/lib/platform/errors'
import { addContacts, removeContacts } from '@/lib/syncs/commands/change-members'
import { addMemberOperation, removeMemberOperation } from '@/lib/syncs/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getMemberOperation, (ctx, { params }) => getMember(ctx, params.audienceId, params.contactId)),
  PUT: route(addMemberOperation, async (ctx, { params }) => {
    await addContacts(ctx, params.audienceId, [params.contactId]).catch(notFoundWhenUnknown)
  }),
  DELETE: route(removeMemberOperation, async (ctx, { params }) => {
    await removeContacts(ctx, params.audienceId, [params.contactId])
  }),
})

/** Of several contacts some may be unknown; here the unknown one is the thing that the path names. */
function notFoundWhenUnknown(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'contacts_not_found') throw error
  throw new DomainError('not_found', 'There is no contact with this id.', { details: { kind: 'contact' } })
}
