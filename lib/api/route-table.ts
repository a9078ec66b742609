import { isMalformed } from '@/lib/platform/web-process'
import type { RouteHandler } from './route'

/** What a route.ts exports: a handler for each method it answers, and settings for the framework. */
export type RouteModule = Record<string, unknown>

type Params = Record<string, string | string[] | undefined>
export type Found = { handler: RouteHandler; params: Params }

/** Finds the handler for a request by its method and the address as it was sent; undefined when there is none. */
export type RouteTable = (method: string, url: string) => Found | undefined

/**
 * The route handlers of the files given (`./api/v1/audiences/[audienceId]/route.ts`), found by the rules of Next.js: what is
 * written out goes before what has a name, and that before a rest. Of an address that is not in its normal form (`//`,
 * `/../`) or cannot be decoded it finds nothing.
 */
export function routeTable(files: Record<string, RouteModule>): RouteTable {
  const routes = Object.entries(files)
    .map(([file, module]) => ({ segments: file.split('/').slice(1, -1).map(segmentOf), module }))
    .sort((a, b) => (rankOf(a.segments) < rankOf(b.segments) ? -1 : 1))
    .map(({ segments, module }) => ({
      pattern: new RegExp(`^${segments.map(({ pattern }) => pattern).join('')}/?$`),
      module,
    }))
  return (method, url) => {
    const path = normalPathOf(url)
    if (path === undefined) return undefined
    for (const { pattern, module } of routes) {
      const found = pattern.exec(path)
      if (!found) continue
      const handler = module[method]
      if (typeof handler !== 'function') return undefined
      return { handler: handler as RouteHandler, params: paramsOf(found.groups) }
    }
    return undefined
  }
}

type Segment = { rank: number; pattern: string }

function segmentOf(text: string): Segment {
  const name = text.replaceAll(/[[\].]/g, '')
  if (text.startsWith('[[...')) return { rank: 4, pattern: `(?:/(?<${rest}${name}>.+))?` }
  if (text.startsWith('[...')) return { rank: 3, pattern: `/(?<${rest}${name}>.+)` }
  if (text.startsWith('[')) return { rank: 2, pattern: `/(?<${name}>[^/]+)` }
  return { rank: 1, pattern: `/${text.replaceAll('.', '\\.')}` }
}

/** Before the names of those that take all levels that are left. */
const rest = '$'

/** To be compared as text: a path that ends where another goes on is the one that its length means. */
const rankOf = (segments: Segment[]) => segments.map(({ rank }) => rank).join('')

function normalPathOf(url: string): string | undefined {
  const [path = ''] = url.split('?', 1)
  const isNormal = URL.canParse(path, someHost) && new URL(path, someHost).pathname === path
  return isNormal && !path.includes('//') && !isMalformed(path) ? path : undefined
}

const someHost = 'http://roster.invalid'

/** Decoded, one of each level. */
function paramsOf(groups: Record<string, string | undefined> = {}): Params {
  const params = Object.entries(groups).map(([name, text]) => {
    if (!name.startsWith(rest)) return [name, text && decodeURIComponent(text)]
    return [name.slice(rest.length), text?.split('/').map(decodeURIComponent)]
  })
  return Object.fromEntries(params)
}
