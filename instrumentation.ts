/** Called once by the framework when a server process starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] !== 'nodejs') return
  const { watchRequests } = await import('./lib/platform/requests')
  watchRequests()
  // Started by our supervisor, and it is gone without a word: end like on its signal, rather than run on unwatched.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
}
