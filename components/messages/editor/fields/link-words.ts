export const unsubscribeLink = '{{unsubscribe}}'
export const preferencesLink = '{{preferences}}'

/** What people call a web or e-mail address, made one: "shop.example/sale" becomes "https://shop.example/sale". */
export function completeLink(typed: string): string {
  const text = typed.trim()
  if (/^[a-z][a-z0-9+.-]*:/i.test(text) || text.startsWith('{{') || text === '') return text
  if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(text)) return `mailto:${text}`
  return /^[^\s/.]+(\.[^\s/.]+)+([/?#]|$)/.test(text) ? `https://${text}` : text
}
