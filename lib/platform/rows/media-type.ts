import { DomainError } from '@/lib/platform/errors'

/** The type of a Content-Type header without its parameters, in lower case. Only UTF-8 (and so ASCII) is read. */
export function mediaType(contentType: string): string {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';')
  for (const parameter of parameters) {
    const [name, value = ''] = parameter.split('=')
    const charset = value.trim().replaceAll('"', '')
    if (name?.trim() === 'charset' && !/^(utf-?8|us-ascii)$/.test(charset))
      throw new DomainError('unsupported_media', `Send UTF-8, not ${charset}.`)
  }
  return type.trim()
}

export function unsupportedMedia(contentType: string, known: readonly string[]): DomainError {
  const given =
    contentType === '' ? 'No Content-Type was sent' : `Content-Type ${contentType} is not read here`
  return new DomainError('unsupported_media', `${given}; send one of ${known.join(', ')}.`)
}
