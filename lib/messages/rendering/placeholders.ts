/**
 * `{{firstName|there}}`: a personal field, and what is said where a contact has none. A fallback holds no tags, so that in HTML it
 * never takes one side of an element with it.
 */
const placeholder = /\{\{\s*([A-Za-z][A-Za-z0-9_]{0,62})\s*(?:\|([^{}<>]*))?\}\}/g

export type PersonalField = { name: string; fallback: string }

/** Puts something in the place of each personal field of a text. */
export function replaceFields(text: string, put: (field: PersonalField) => string): string {
  return text.replace(placeholder, (_, name: string, fallback: string | undefined) =>
    put({ name, fallback: fallback?.trim() ?? '' }),
  )
}

/** The names of the personal fields in a text, and whether it holds braces that are none. */
export function fieldsIn(text: string): { names: string[]; broken: boolean } {
  const names: string[] = []
  const rest = replaceFields(text, ({ name }) => {
    names.push(name)
    return ''
  })
  return { names, broken: /\{\{|\}\}/.test(rest) }
}
