/** A choice of this browser's that the server has to know before it renders; kept for a year. */
export function rememberChoice(name: 'theme' | 'nav', value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is kept from origins without TLS, which an installation in a local network often is.
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax`
}

/** For what renders where the server could not; there is none on the server itself. */
export function rememberedChoice(name: 'theme' | 'nav'): string | undefined {
  if (typeof document === 'undefined') return undefined
  return new RegExp(`(?:^|; )${name}=([^;]*)`).exec(document.cookie)?.[1]
}
