import { type RouteModule, type RouteTable, routeTable } from '@/lib/api/route-table'

const files = import.meta.glob<RouteModule>(['./api/**/route.ts', './integrationservice/**/route.ts'])

/** Who answers which address of both APIs: what the framework makes of the same files. */
export async function loadApiRoutes(): Promise<RouteTable> {
  const loading = Object.entries(files).map(async ([file, load]) => [file, await load()] as const)
  const modules = await Promise.all(loading)
  return routeTable(Object.fromEntries([...modules, ...modules.map(underOtherBase)]))
}

/** The second of the published base paths of the reference API, which next.config.ts leads there as well. */
function underOtherBase([file, module]: readonly [string, RouteModule]): [string, RouteModule] {
  return [file.replace(/^\.\/integrationservice(?=\/)/, './integrationservice-1.1.0'), module]
}
