/** One attempt at a delivery. A job for an attempt that was made already finds nothing to do. */
export const deliverTask = 'webhooks.deliver'

/**
 * The queue takes a lower number first: what has no priority (0) never waits behind deliveries, and a webhook that
 * works never behind those that fail.
 */
export const priorities = { working: 10, failing: 20 }
