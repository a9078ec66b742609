import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { importContacts } from '@/lib/contacts/commands/import-contacts'
import { importContactsOperation, listContactsOperation } from '@/lib/contacts/operations'
import { searchContacts } from '@/lib/contacts/queries/contacts'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listContactsOperation, async (ctx, { query, paging }) => {
    const page = paging()
    return page.answer(await searchContacts(ctx, { q: query.q }, page.request))
  }),
  POST: route(importContactsOperation, (ctx, { upload }) =>
    importContacts(ctx, upload.stream, upload.contentType),
  ),
})
