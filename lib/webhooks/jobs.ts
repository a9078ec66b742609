import { z } from 'zod'

/** One attempt at a delivery. A job for an attempt that was made already finds nothing to do. */
export const deliverTask = 'webhooks.deliver'
export const DeliverJob = z.object({
  accountId: z.int(),
  /** A decimal string: ids may pass 2^53. */
  deliveryId: z.string(),
  /** How many attempts were made before it. */
  attempt: z.int().min(0),
})
export type DeliverJob = z.infer<typeof DeliverJob>

/**
 * The queue takes a lower number first: what has no priority (0) never waits behind deliveries, and a webhook that
 * works never behind those that fail.
 */
export const priorities = { working: 10, failing: 20 }
