import { z } from 'zod'
import { Moment, Name } from '@/lib/platform/schema'

export const bitMax = 63

export const PermissionBit = z
  .int()
  .min(1)
  .max(bitMax)
  .meta({ description: `The number by which systems name a permission, 1 to ${bitMax}.`, example: 1 })

/** A kind of mailing a contact can agree to. */
export const Permission = z
  .object({
    bit: PermissionBit,
    name: z.string(),
    rank: z.int().meta({ description: 'Its place in lists.' }),
  })
  .meta({ id: 'Permission' })
export type Permission = z.infer<typeof Permission>

/** Without `bit` the permission gets the lowest one that is free. */
export const PermissionInput = z.object({
  name: Name,
  bit: PermissionBit.optional(),
  rank: z.int().min(0).max(1_000_000).optional(),
})
export type PermissionInput = z.infer<typeof PermissionInput>

/** What one contact said to a permission, and when. */
export const Consent = z
  .object({ bit: PermissionBit, name: z.string(), granted: z.boolean(), changedAt: Moment })
  .meta({ id: 'Consent' })
export type Consent = z.infer<typeof Consent>

export const ConsentInput = z
  .object({ bit: PermissionBit, granted: z.boolean() })
  .meta({ id: 'ConsentInput' })
export type ConsentInput = z.infer<typeof ConsentInput>
