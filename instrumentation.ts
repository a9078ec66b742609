import type { Instrumentation } from 'next'

/** Called once by the framework when a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { prepareProcess } = await import('./lib/platform/web-process')
  // In development the framework loads and reloads each route by itself.
  if (process.env.NODE_ENV !== 'production') return prepareProcess()
  const [{ answerDirectly }, { loadApiRoutes }] = await Promise.all([
    import('./lib/api/direct'),
    import('./app/api-routes'),
  ])
  prepareProcess(answerDirectly(await loadApiRoutes()))
}

/** Called by the framework for what a page or a server action threw, other than its own ways to redirect. */
export const onRequestError: Instrumentation.onRequestError = async (error, { method }, context) => {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { reportPageBug } = await import('./lib/platform/log')
  reportPageBug(error, { method, route: context.routePath, kind: context.routeType })
}
