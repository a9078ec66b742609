const unsubscribe = '{{unsubscribe}}'
const preferences = '{{preferences}}'

/** Where a link leads, as far as it is known before it is known to whom. */
export type LinkTarget =
  | { kind: 'unsubscribe' | 'preferences' }
  /** Followed through us, so that clicks can be counted. */
  | { kind: 'web'; url: string }
  /** Opens another program: never counted. */
  | { kind: 'direct'; url: string }

/** undefined where it leads nowhere, or where no link of a message may lead. */
export function readLink(text: string): LinkTarget | undefined {
  const target = text.trim()
  if (target === unsubscribe) return { kind: 'unsubscribe' }
  if (target === preferences) return { kind: 'preferences' }
  // A link is the same for everybody, because clicks are counted by its address.
  if (/[{}\s\p{Cc}]/u.test(target) || !target.isWellFormed() || !URL.canParse(target)) return undefined
  const { protocol, href, hostname } = new URL(target)
  if (protocol === 'mailto:' || protocol === 'tel:') return { kind: 'direct', url: href }
  const isWeb = (protocol === 'http:' || protocol === 'https:') && hostname !== ''
  return isWeb ? { kind: 'web', url: href } : undefined
}

/** An image of ours by its path, or one from elsewhere; undefined for anything else. */
export function readImage(src: string, imageBase: string): string | undefined {
  if (/^\/images\/[0-9a-f]{64}\.(?:png|jpg|gif|webp)$/.test(src)) return imageBase + src
  return URL.canParse(src) && new URL(src).protocol === 'https:' ? new URL(src).href : undefined
}
