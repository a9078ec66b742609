import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { newAccount } from '@/lib/testing/account'
import { testDatabase } from '@/lib/testing/database'
import { encodeImage } from './encode'
import { findImage, storeImage } from './images'

testDatabase()

const picture = (width = 40, height = 20) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } })

/** Two frames, one below the other. */
const animation = () =>
  sharp(Buffer.alloc(8 * 16 * 3, 200).fill(10, 8 * 8 * 3), {
    raw: { width: 8, height: 16, channels: 3, pageHeight: 8 },
  })
    .gif()
    .toBuffer()

const fileOf = (src: string) => src.replace('/images/', '')

describe('what is taken in', () => {
  test.each([
    ['png', 'image/png'],
    ['jpeg', 'image/jpeg'],
    ['gif', 'image/gif'],
    ['webp', 'image/jpeg'],
  ] as const)('%s becomes %s', async (format, mediaType) => {
    const encoded = await encodeImage(await picture().toFormat(format).toBuffer())
    expect(encoded).toMatchObject({ mediaType, width: 40, height: 20 })
  })

  test('keeps moving, and keeps what is transparent', async () => {
    const { bytes, mediaType, height } = await encodeImage(await animation())
    expect(mediaType).toBe('image/gif')
    expect(height).toBe(8)
    expect(await sharp(bytes, { animated: true }).metadata()).toMatchObject({ pages: 2 })
    const clear = await picture().ensureAlpha(0.5).webp().toBuffer()
    expect(await encodeImage(clear)).toMatchObject({ mediaType: 'image/png' })
  })

  test('is made as small as mail needs it, and forgets where it was taken', async () => {
    const exif = { IFD0: { Copyright: 'secret place' } }
    const large = await picture(3_000, 1_500).withExif(exif).jpeg().toBuffer()
    const { bytes, width, height } = await encodeImage(large)
    expect([width, height]).toEqual([1_200, 600])
    expect(bytes.includes('secret place')).toBe(false)
  })

  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
  test.each([
    ['SVG', Buffer.from(svg)],
    ['HTML', Buffer.from('<html><script>alert(1)</script></html>')],
    ['nothing', Buffer.alloc(0)],
    ['a beginning only', Buffer.from('\x89PNG\r\n\x1a\nnot really', 'latin1')],
    ['a GIF that is HTML', Buffer.from('GIF89a<script>alert(1)</script>')],
  ])('is not %s', async (_, bytes) => {
    await expect(encodeImage(bytes)).rejects.toMatchObject({ code: 'unsupported_media' })
  })

  test('is not a bomb of pixels', async () => {
    const bomb = await sharp({
      create: { width: 8_000, height: 7_000, channels: 3, background: '#000' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 1 })
      .toBuffer()
    await expect(encodeImage(bomb)).rejects.toMatchObject({ code: 'unsupported_media' })
  })
})

test('an image is kept once, and found by anybody who has its address, under its own extension only', async () => {
  const ctx = await newAccount({ role: 'editor' })
  const bytes = await picture().png().toBuffer()
  const [one, two] = [
    await storeImage(ctx, { bytes, name: 'a.png' }),
    await storeImage(ctx, { bytes, name: 'b.png' }),
  ]
  expect(one).toEqual(two)
  expect(one).toMatchObject({ width: 40, height: 20 })
  expect(await ctx.db.image.count({ where: { accountId: ctx.actor.accountId } })).toBe(1)
  expect(await findImage(ctx, fileOf(one.src))).toMatchObject({ mediaType: 'image/png' })
  for (const file of [fileOf(one.src).replace('.png', '.svg'), `${'0'.repeat(64)}.png`, '../etc', 'a.png']) {
    expect(await findImage(ctx, file)).toBeUndefined()
  }
})

test('a viewer adds none', async () => {
  const viewer = await newAccount({ role: 'viewer' })
  const bytes = await picture().png().toBuffer()
  await expect(storeImage(viewer, { bytes, name: 'a' })).rejects.toMatchObject({ code: 'forbidden' })
})
