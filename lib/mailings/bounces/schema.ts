import { z } from 'zod'

export const BounceKind = z.enum(['hard', 'soft', 'complaint'])
export type BounceKind = z.infer<typeof BounceKind>

/** Most bounces in one call, and the largest mail that reports one. */
export const bouncesMax = 1_000
export const reportMaxBytes = 1024 * 1024

/** What a provider's webhook knows of a mail that came back: whose it was, by the mail's own token or by the address. */
export const BounceInput = z
  .strictObject({
    token: z.string().max(200).optional(),
    email: z.string().max(1_000).optional(),
    kind: BounceKind,
    reason: z.string().max(10_000).nullable().optional(),
  })
  .refine(({ token, email }) => (token === undefined) !== (email === undefined), {
    error: 'Give the token of the mail or the e-mail address, one of them.',
  })

/** They are read one by one, so that one that is not valid keeps no other out. */
export const BounceList = z.strictObject({ bounces: z.array(z.unknown()).min(1).max(bouncesMax) })

export const BounceOutcome = z.enum(['noted', 'known', 'unknown', 'ignored', 'invalid'])

export const BounceResult = z.object({
  outcome: BounceOutcome.meta({
    description:
      'noted: new; known: it was told before; unknown: no mail or contact of this account; ignored: a mail that reports no failure; invalid: not read.',
  }),
  message: z.string(),
})
export type BounceResult = z.infer<typeof BounceResult>

export const BounceResults = z
  .object({ results: z.array(BounceResult).meta({ description: 'One for each, in the same order.' }) })
  .meta({ id: 'BounceResults' })
