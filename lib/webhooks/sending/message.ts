import { createHmac } from 'node:crypto'

export type Message = { id: string; type: string; occurredAt: Date; data: unknown }

/**
 * A message as Standard Webhooks 1.0 sends it. The id is the same on every attempt; the time is that of the attempt.
 * With two keys, while a secret is rotated, it carries a signature of each.
 */
export function sealMessage(message: Message, keys: readonly Buffer[], now: Date) {
  const body = JSON.stringify({
    type: message.type,
    timestamp: message.occurredAt.toISOString(),
    data: message.data,
  })
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const signed = `${message.id}.${timestamp}.${body}`
  const signatures = keys.map((key) => `v1,${createHmac('sha256', key).update(signed).digest('base64')}`)
  const headers = {
    'webhook-id': message.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
  return { body, headers }
}
