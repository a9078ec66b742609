/** Content-Disposition of a file with any name (RFC 6266): plain for old readers, whole in UTF-8 (RFC 8187). */
export function attachment(name: string, extension: string): string {
  const safe = name.toWellFormed().replace(/[\s\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, ' ')
  const file = `${safe.trim().replace(/^\.+/, '') || 'export'}.${extension}`
  const plain = file.normalize('NFKD').replace(/[^\x20-\x7e]+/g, '_')
  const encoded = encodeURIComponent(file).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
