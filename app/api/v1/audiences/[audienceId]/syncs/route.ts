import { HttpProblem } from '@/lib/api/problem'
import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { runSync } from '@/lib/syncs/commands/run-sync'
import { acceptSync, openSync } from '@/lib/syncs/commands/send-parts'
import { createSyncOperation } from '@/lib/syncs/operations'
import { prefersAsync, syncReply } from '../../../syncs/reply'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(createSyncOperation, async (ctx, { params, query, upload, request }) => {
    const { upload: way, ...options } = query
    if (way === 'parts') {
      await requireEmpty(upload.stream)
      return syncReply(await openSync(ctx, params.audienceId, options), request)
    }
    const run = prefersAsync(request) ? acceptSync : runSync
    return syncReply(await run(ctx, params.audienceId, options, upload), request)
  }),
})

async function requireEmpty(stream: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of stream) {
    if (chunk.length > 0) {
      throw new HttpProblem('invalid', 'With upload=parts there is no body: send the rows as parts.')
    }
  }
}
