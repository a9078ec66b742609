import { resource } from '@/lib/api/resource'
import { route } from '@/lib/api/route'
import { listMailingsOperation } from '@/lib/mailings/operations'
import { listMailings } from '@/lib/mailings/queries'

const latestFirst = { field: 'created', direction: 'desc' } as const

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = resource({
  GET: route(listMailingsOperation, async (ctx, { query: { q, status }, paging }) => {
    const page = paging()
    return page.answer(await listMailings(ctx, { q, status, sort: latestFirst }, page.request))
  }),
})
