/** Where to go after signing in: a path of this application, whatever was asked for. */
export function ownPath(asked: unknown, otherwise = '/'): string {
  if (typeof asked !== 'string' || !asked.startsWith('/')) return otherwise
  const base = 'http://own.invalid'
  if (!URL.canParse(asked, base)) return otherwise
  const url = new URL(asked, base)
  if (url.origin !== base || /^\/(login|set-up|api)(\/|$)/.test(url.pathname)) return otherwise
  // What the framework adds to fetch a page's data in the background.
  if (url.searchParams.has('_rsc')) url.searchParams.delete('_rsc')
  // Resolved once more: `/.//host` has become `//host`, which is another site.
  const path = `${url.pathname}${url.search}${url.hash}`
  return path.startsWith('//') ? otherwise : path
}
