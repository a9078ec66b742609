import { createHash } from 'node:crypto'
import { requireScope } from '@/lib/access/actor'
import type { Context, SystemContext } from '@/lib/access/context'
import { DomainError } from '@/lib/platform/errors'
import { encodeImage, extensionOf } from './encode'
import { imagesMax, type StoredImage } from './schema'

/**
 * Keeps an image for messages; the same one again is kept once.
 * @throws DomainError unsupported_media, too_large, limit_reached, forbidden
 */
export async function storeImage(
  ctx: Context,
  { bytes: given, name }: { bytes: Buffer; name: string },
): Promise<StoredImage> {
  requireScope(ctx.actor, 'mailings:write')
  const { accountId } = ctx.actor
  const { bytes, mediaType, width, height } = await encodeImage(given)
  const digest = createHash('sha256').update(bytes).digest()
  if ((await ctx.db.image.count({ where: { accountId } })) >= imagesMax) {
    throw new DomainError('limit_reached', `An account has at most ${imagesMax} images.`)
  }
  const image = {
    ...{ accountId, digest: Uint8Array.from(digest), mediaType, width, height },
    name: name.slice(0, 255) || 'image',
    bytes: Uint8Array.from(bytes),
    createdAt: ctx.now(),
  }
  await ctx.db.image.createMany({ data: [image], skipDuplicates: true })
  return { src: `/images/${digest.toString('hex')}.${extensionOf(mediaType)}`, width, height }
}

/** The image at `/images/<file>`, for anybody: its address can't be guessed. Undefined when there is none. */
export async function findImage(
  { db }: SystemContext,
  file: string,
): Promise<{ bytes: Uint8Array<ArrayBuffer>; mediaType: string } | undefined> {
  const [, digest, extension] = /^([0-9a-f]{64})\.([a-z]+)$/.exec(file) ?? []
  if (digest === undefined) return undefined
  const image = await db.image.findFirst({
    where: { digest: Uint8Array.from(Buffer.from(digest, 'hex')) },
    select: { bytes: true, mediaType: true },
  })
  return image && extensionOf(image.mediaType) === extension ? image : undefined
}
