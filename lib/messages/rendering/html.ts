const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const unescapes = Object.fromEntries(Object.entries(escapes).map(([sign, entity]) => [entity, sign]))

export function escapeHtml(text: string): string {
  // Most values hold none of these, and this runs for each value of each mail.
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign) : text
}

/** The opposite, of text as we and sanitize-html write it. */
export function unescapeHtml(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => unescapes[entity] ?? entity)
}
