import { z } from 'zod'
import { operation, roundTrip } from '@/lib/api/operation'
import { pageOf, pageQuery } from '@/lib/api/pagination'
import {
  DeliveryStatus,
  NewWebhook,
  SecretRotation,
  Webhook,
  WebhookDelivery,
  WebhookPatch,
  WebhookWithSecret,
} from './schema'

const tag = 'Webhooks'
const scope = 'webhooks:write'
const params = { webhookId: '3' }
const WebhookParams = z.object({
  webhookId: z
    .string()
    .max(64)
    .meta({ description: 'The id that the answer of its creation gave.', example: '3' }),
})

const example = {
  id: '3',
  url: 'https://shop.example.com/roster-events',
  events: ['sync.held', 'sync.failed'],
  active: true,
  switchedOffReason: null,
  switchedOffAt: null,
  failingSince: null,
  previousSecretUntil: null,
  createdAt: '2026-05-18T08:15:00.000Z',
}
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo='

const delivery = {
  id: '812',
  messageId: 'msg_2KWPBgLlAfxdpx2AI54pPJ',
  event: 'sync.held',
  data: { syncId: '4711', audienceId: 'top-100', mode: 'replace', removed: 61, url: '/api/v1/syncs/4711' },
  status: 'pending',
  attempts: 2,
  httpStatus: 503,
  error: 'It answered 503.',
  durationMs: 84,
  createdAt: '2026-05-18T03:00:04.120Z',
  attemptedAt: '2026-05-18T03:00:10.300Z',
  deliveredAt: null,
  nextAttemptAt: '2026-05-18T03:05:21.000Z',
}

export const listWebhooksOperation = operation({
  id: 'listWebhooks',
  tag,
  method: 'GET',
  path: '/api/v1/webhooks',
  summary: 'List webhooks',
  description: 'All webhooks of the account, in the order in which they were made.',
  scope,
  query: z.object(pageQuery),
  status: 200,
  result: pageOf(Webhook),
  example: { query: { limit: '100' }, result: { data: [example], nextCursor: null } },
})

export const createWebhookOperation = operation({
  id: 'createWebhook',
  tag,
  method: 'POST',
  path: '/api/v1/webhooks',
  summary: 'Create a webhook',
  description:
    'Has events sent to an address, signed by Standard Webhooks 1.0. The answer holds the secret to verify them with, this once. An account has at most 50 webhooks.',
  scope,
  body: NewWebhook,
  status: 201,
  result: WebhookWithSecret,
  problems: ['limit_reached'],
  example: {
    body: { url: example.url, events: example.events },
    result: { ...example, secret },
  },
})

export const getWebhookOperation = operation({
  id: 'getWebhook',
  tag,
  method: 'GET',
  path: '/api/v1/webhooks/{webhookId}',
  summary: 'Get a webhook',
  description: 'One webhook, whether it works, and why it was switched off if Roster did so.',
  scope,
  params: WebhookParams,
  status: 200,
  result: Webhook,
  etag: true,
  problems: ['not_found'],
  example: { params, result: example },
})

export const patchWebhookOperation = operation({
  id: 'patchWebhook',
  tag,
  method: 'PATCH',
  path: '/api/v1/webhooks/{webhookId}',
  summary: 'Change a webhook',
  description: 'Changes the fields that are sent and leaves the others. Its secret stays.',
  scope,
  params: WebhookParams,
  body: roundTrip(WebhookPatch, Webhook),
  status: 200,
  result: Webhook,
  etag: true,
  conditional: true,
  problems: ['not_found'],
  example: { params, body: { active: true }, result: example },
})

export const deleteWebhookOperation = operation({
  id: 'deleteWebhook',
  tag,
  method: 'DELETE',
  path: '/api/v1/webhooks/{webhookId}',
  summary: 'Delete a webhook',
  description: 'Deletes the webhook with the log of its deliveries. What still waits is not sent.',
  scope,
  params: WebhookParams,
  status: 204,
  conditional: true,
  problems: ['not_found'],
  example: { params },
})

export const rotateWebhookSecretOperation = operation({
  id: 'rotateWebhookSecret',
  tag,
  method: 'POST',
  path: '/api/v1/webhooks/{webhookId}/rotate',
  summary: 'Give a webhook a new secret',
  description:
    'Answers the new secret, this once. For `overlapHours` deliveries carry a signature of the old one too, so that nothing is refused while you bring the new one to the receiver.',
  scope,
  params: WebhookParams,
  body: SecretRotation,
  status: 200,
  result: WebhookWithSecret,
  problems: ['not_found'],
  example: {
    params,
    body: { overlapHours: 24 },
    result: { ...example, previousSecretUntil: '2026-05-19T08:15:00.000Z', secret },
  },
})

export const listDeliveriesOperation = operation({
  id: 'listWebhookDeliveries',
  tag,
  method: 'GET',
  path: '/api/v1/webhooks/{webhookId}/deliveries',
  summary: 'List the deliveries of a webhook',
  description:
    'What was sent and what became of it, the latest first: every event of the last 30 days, with the outcome of its last attempt and the moment of the next.',
  scope,
  params: WebhookParams,
  query: z.object({ status: DeliveryStatus.optional(), ...pageQuery }),
  status: 200,
  result: pageOf(WebhookDelivery),
  problems: ['not_found'],
  example: { params, query: { status: 'pending' }, result: { data: [delivery], nextCursor: null } },
})

export const testWebhookOperation = operation({
  id: 'testWebhook',
  tag,
  method: 'POST',
  path: '/api/v1/webhooks/{webhookId}/test',
  summary: 'Test a webhook',
  description:
    'Sends an event of type `webhook.test` at once, also while the webhook is switched off, and answers what came of it. It is not tried again.',
  scope,
  params: WebhookParams,
  status: 200,
  result: WebhookDelivery,
  problems: ['not_found'],
  example: {
    params,
    result: {
      ...delivery,
      event: 'webhook.test',
      data: { webhookId: '3' },
      status: 'delivered',
      attempts: 1,
      httpStatus: 204,
      error: null,
      deliveredAt: '2026-05-18T03:00:10.300Z',
      nextAttemptAt: null,
    },
  },
})

export const redeliverOperation = operation({
  id: 'redeliverWebhook',
  tag,
  method: 'POST',
  path: '/api/v1/webhooks/{webhookId}/deliveries/{deliveryId}/redeliver',
  summary: 'Send a delivery again',
  description:
    'Has a delivery sent again, now and with the same `webhook-id`, whatever became of it before; if that fails, it is tried again as often as a new one.',
  scope,
  params: WebhookParams.extend({
    deliveryId: z
      .string()
      .max(64)
      .meta({ description: 'The id that the list of deliveries gave.', example: '812' }),
  }),
  status: 202,
  result: WebhookDelivery,
  problems: ['not_found', 'conflict'],
  example: { params: { ...params, deliveryId: '812' }, result: delivery },
})
