/** What a spreadsheet takes for the start of a formula, after any white space (OWASP, CSV injection). */
const formula = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/
/** A signed number is no formula and stays what it is. */
const signedNumber = /^[+-]\d+(\.\d+)?$/
const needsQuotes = /[",\r\n]|^\s|\s$/

/**
 * One cell (RFC 4180): null is empty, empty text is `""`. A cell that a spreadsheet would run as a formula begins
 * with an apostrophe, which shows it as text; NDJSON has every value to the letter.
 */
export function csvCell(value: string | number | boolean | null | undefined): string {
  if (value === null || value === undefined) return ''
  if (typeof value !== 'string') return String(value)
  if (value === '') return '""'
  const text = formula.test(value) && !signedNumber.test(value) ? `'${value}` : value
  return needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function csvRow(values: readonly (string | number | boolean | null | undefined)[]): string {
  return `${values.map(csvCell).join(',')}\r\n`
}

/** Makes spreadsheets read a file as UTF-8. */
export const byteOrderMark = '\ufeff'

/** Content-Disposition of a file with any name (RFC 6266): plain for old readers, whole in UTF-8 (RFC 8187). */
export function attachment(name: string, extension: string): string {
  const file = `${name.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ').trim() || 'export'}.${extension}`
  const plain = file.normalize('NFKD').replace(/[^\x20-\x7e]+/g, '_')
  const encoded = encodeURIComponent(file).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
