import sharp, { type Sharp } from 'sharp'
import { DomainError } from '@/lib/platform/errors'

/** Twice the width of an e-mail, for screens that show two pixels as one. */
const widthMax = 1_200
const heightMax = 6_000
/** Of all frames together. */
const pixelsMax = 50_000_000
const framesMax = 200

const extensions = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/gif': 'gif' } as const
export type MediaType = keyof typeof extensions

export function extensionOf(mediaType: string): string | undefined {
  return (extensions as Record<string, string>)[mediaType]
}

export type Encoded = { bytes: Buffer; mediaType: MediaType; width: number; height: number }

/**
 * An image as mail programs show it, made anew from its pixels: whatever else a file brings along, such as where it was taken, stays
 * behind. What it is decides its first bytes, never its name. @throws DomainError unsupported_media, too_large
 */
export async function encodeImage(given: Buffer): Promise<Encoded> {
  const kind = sniff(given)
  if (!kind) throw notAnImage()
  try {
    const source = sharp(given, { animated: kind === 'gif', limitInputPixels: pixelsMax, failOn: 'error' })
    const { pages = 1, hasAlpha } = await source.metadata()
    if (pages > framesMax) throw new DomainError('too_large', `An animation has at most ${framesMax} frames.`)
    const fitted = source
      .autoOrient()
      .resize({ width: widthMax, height: heightMax, fit: 'inside', withoutEnlargement: true })
    const [mediaType, written] = encoderFor(fitted, kind, hasAlpha)
    const { data, info } = await written.toBuffer({ resolveWithObject: true })
    return { bytes: data, mediaType, width: info.width, height: info.pageHeight ?? info.height }
  } catch (error) {
    if (error instanceof DomainError) throw error
    throw notAnImage(error)
  }
}

type Kind = 'png' | 'jpeg' | 'gif' | 'webp'

function sniff(bytes: Buffer): Kind | undefined {
  const begins = (text: string, at = 0) => bytes.toString('latin1', at, at + text.length) === text
  if (begins('\x89PNG\r\n\x1a\n')) return 'png'
  if (begins('\xff\xd8\xff')) return 'jpeg'
  if (begins('GIF87a') || begins('GIF89a')) return 'gif'
  return begins('RIFF') && begins('WEBP', 8) ? 'webp' : undefined
}

/** WebP becomes what every mail program shows. */
function encoderFor(image: Sharp, kind: Kind, hasAlpha: boolean): [MediaType, Sharp] {
  if (kind === 'gif') return ['image/gif', image.gif()]
  if (kind === 'png' || (kind === 'webp' && hasAlpha))
    return ['image/png', image.png({ compressionLevel: 9 })]
  return ['image/jpeg', image.jpeg({ quality: 85 })]
}

function notAnImage(cause?: unknown): DomainError {
  const message = 'This is no image that e-mail can show. Choose a PNG, JPEG, GIF or WebP file.'
  return new DomainError('unsupported_media', message, { cause })
}
