import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { getMailingOperation } from '@/lib/mailings/operations'
import { describeMailing } from '@/lib/mailings/report/queries'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(getMailingOperation, (ctx, { params }) => describeMailing(ctx, params.mailingId)),
})
