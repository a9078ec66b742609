/** Longest name that every file system takes is 255 bytes; browsers put " (1)" and the like behind it. */
const bytesMax = 200

/** The name of a file after the name of a thing, whatever that is: without what a file system or a shell would trip over. */
export function fileName(name: string, extension: string): string {
  // Of the invisible characters only the two that join letters and emoji stay: others can make a name read as another.
  const safe = name.toWellFormed().replace(/(?:[\s\p{Cc}/\\:*?"<>|]|(?![\u200c\u200d])\p{Cf})+/gu, ' ')
  return `${shortened(safe.trim().replace(/^\.+/, '')).trim() || 'export'}.${extension}`
}

function shortened(name: string): string {
  const encoder = new TextEncoder()
  let bytes = 0
  let kept = ''
  for (const character of name) {
    bytes += encoder.encode(character).length
    if (bytes > bytesMax) break
    kept += character
  }
  return kept
}

/** Content-Disposition of a file with any name (RFC 6266): plain for old readers, whole in UTF-8 (RFC 8187). */
export function attachment(name: string, extension: string): string {
  const file = fileName(name, extension)
  const plain = file.normalize('NFKD').replace(/[^\x20-\x7e]+/g, '_')
  const encoded = encodeURIComponent(file).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
