const special = /[\\\t\n\r]/
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/** A value as the text format of PostgreSQL's COPY writes it; null as \N. The value holds no NUL. */
export function copyText(value: string | null | undefined): string {
  if (value === null || value === undefined) return '\\N'
  if (!special.test(value)) return value
  return value.replaceAll(/[\\\t\n\r]/g, (character) => escapes[character] ?? character)
}
