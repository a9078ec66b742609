/** Called once by the framework when a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { prepareProcess } = await import('./lib/platform/web-process')
  prepareProcess()
}
