import type { Context } from '@/lib/access/context'
import { pathOf } from '@/lib/api/operation'
import { Reply, resultJson } from '@/lib/api/reply'
import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { eraseContact } from '@/lib/contacts/commands/erase-contact'
import { patchContact, upsertContact } from '@/lib/contacts/commands/upsert-contacts'
import {
  eraseContactOperation,
  getContactOperation,
  patchContactOperation,
  putContactOperation,
} from '@/lib/contacts/operations'
import { getContact } from '@/lib/contacts/queries/contacts'

const current = async (ctx: Context, { contactId }: { contactId: string }) =>
  resultJson(getContactOperation, await getContact(ctx, contactId))

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getContactOperation, (ctx, { params }) => getContact(ctx, params.contactId)),
  PUT: route(
    putContactOperation,
    async (ctx, { params: { contactId }, body }) => {
      const { created } = await upsertContact(ctx, contactId, body, { mode: 'upsert', purge: true })
      const contact = await getContact(ctx, contactId)
      if (!created) return contact
      return new Reply(contact, {
        status: 201,
        headers: { location: pathOf(getContactOperation, { contactId }) },
      })
    },
    { current },
  ),
  PATCH: route(
    patchContactOperation,
    async (ctx, { params: { contactId }, body }) => {
      await patchContact(ctx, contactId, body)
      return getContact(ctx, contactId)
    },
    { current },
  ),
  DELETE: route(eraseContactOperation, (ctx, { params }) => eraseContact(ctx, params.contactId), { current }),
})
