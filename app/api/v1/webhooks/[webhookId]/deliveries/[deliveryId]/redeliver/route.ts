import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { redeliver } from '@/lib/webhooks/commands/redeliver'
import { redeliverOperation } from '@/lib/webhooks/operations'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(redeliverOperation, (ctx, { params }) => redeliver(ctx, params)),
})
