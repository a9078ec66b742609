import { z } from 'zod'
import { Moment, Name } from '@/lib/platform/schema'

export const bitMax = 63

const aBit = `A bit is a whole number from 1 to ${bitMax}.`

export const PermissionBit = z
  .int(aBit)
  .min(1, aBit)
  .max(bitMax, aBit)
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

/** As the screens list it: with how many contacts granted it and how many withdrew it. */
export type PermissionEntry = Permission & { granted: number; withdrawn: number }

export const OnePermission = z.object({ bit: PermissionBit })
export const RenamePermission = OnePermission.extend({ name: Name })
/** `place` counts from 0 among all permissions. */
export const PlacePermission = OnePermission.extend({ place: z.int().min(0).max(bitMax) })
