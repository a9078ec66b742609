import { jsonBodyMaxBytes, parseJson, readUpload } from '@/lib/api/body'
import { invalid } from '@/lib/api/problem'
import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { reportBouncesOperation } from '@/lib/mailings/bounces/operations'
import { BounceList, reportMaxBytes } from '@/lib/mailings/bounces/schema'
import { takeBounces, takeReport } from '@/lib/mailings/bounces/take-bounces'

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  POST: route(reportBouncesOperation, async (ctx, { upload }) => {
    if (upload.contentType === 'message/rfc822') {
      const result = await takeReport(ctx, await readUpload(upload.stream, reportMaxBytes))
      return { results: [result] }
    }
    const body = BounceList.safeParse(parseJson(await readUpload(upload.stream, jsonBodyMaxBytes)))
    if (!body.success) throw invalid('body', body.error)
    return { results: await takeBounces(ctx, body.data.bounces) }
  }),
})
