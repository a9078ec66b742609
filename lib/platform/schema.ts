import { z } from 'zod'

/** Longest name and external id, in characters (code points), as the reference API has it. */
export const nameMax = 255

const lengthOf = (text: string) => Array.from(text).length
// A control character has no place in a name; half a surrogate pair is not text at all.
const plain = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

const bounded = (what: string) =>
  z
    .string()
    .refine((text) => text.trim() !== '', { error: `Give ${what}.`, abort: true })
    .refine((text) => lengthOf(text) <= nameMax, {
      error: `${what[0]?.toUpperCase()}${what.slice(1)} has at most ${nameMax} characters.`,
      abort: true,
    })
    .refine(plain, { error: 'Leave out control characters.' })

/** A caller's own id for a thing: kept to the letter, so ` a` and `a` are two ids. */
export const ExternalId = bounded('an id').meta({
  description: `Your own id for this, 1 to ${nameMax} characters.`,
  example: 'crm-1042',
})

/** A name people read. Surrounding space is dropped. */
export const Name = bounded('a name')
  .transform((name) => name.trim())
  .meta({ description: `1 to ${nameMax} characters.` })

/** What makes two names the same: case and surrounding space do not tell them apart, in any script. */
export function nameKey(name: string): string {
  return name.trim().normalize('NFC').toLowerCase()
}

/** A moment, as RFC 3339 text in UTC. */
export const Moment = z.iso.datetime().meta({ description: 'A moment in UTC (RFC 3339).' })
