import { z } from 'zod'

/** Largest file that is taken in. */
export const imageBytesMax = 5 * 1024 * 1024

/** Most images in an account. */
export const imagesMax = 20_000

/** An image as a block of a message names it. */
export const StoredImage = z.object({ src: z.string(), width: z.int(), height: z.int() })
export type StoredImage = z.infer<typeof StoredImage>
