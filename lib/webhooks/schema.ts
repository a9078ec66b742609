import { z } from 'zod'
import { Moment } from '@/lib/platform/schema'

/** Webhooks of an account. Each event is stored and sent once for each of them. */
export const webhooksMax = 50
export const urlMax = 2_048
/** How long the old secret may sign beside the new one, in hours. */
export const overlapMaxHours = 30 * 24
/** How long a delivery stays in the log. */
export const keptDays = 30

export const webhookEvents = [
  'sync.done',
  'sync.held',
  'sync.failed',
  'audience.deleted',
  'audience.stale',
  'contact.unsubscribed',
  'contact.bounced',
] as const
export const WebhookEvent = z.enum(webhookEvents)
export type WebhookEvent = z.infer<typeof WebhookEvent>

/** What the test button sends. It cannot be subscribed to: it goes to the webhook that is tested. */
export const testEvent = 'webhook.test'

const isWebAddress = (text: string) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.hostname !== ''
}
const hasCredentials = (text: string) => {
  const { username, password } = new URL(text)
  return username !== '' || password !== ''
}

const WebhookUrl = z
  .string()
  .trim()
  .max(urlMax, `At most ${urlMax} characters.`)
  .refine(isWebAddress, { error: 'Give an address that begins with https:// or http://.', abort: true })
  .refine(
    (text) => !hasCredentials(text),
    'Leave out the user name and password: the signature is what proves it is us.',
  )
  .transform((text) => new URL(text).href)
  .pipe(z.string().max(urlMax, `At most ${urlMax} characters.`))
  .meta({
    description: `Where events are sent, by POST: an http or https address of at most ${urlMax} characters, without user name and password. Addresses of private networks are refused.`,
    example: 'https://shop.example.com/roster-events',
  })

const Events = z
  .array(WebhookEvent)
  .min(1, 'Choose at least one event.')
  .max(webhookEvents.length * 2)
  .transform((events) => webhookEvents.filter((event) => events.includes(event)))
  .meta({ description: 'The events that are sent there.' })

export const NewWebhook = z.object({
  url: WebhookUrl,
  events: Events,
  active: z.boolean().default(true).meta({ description: 'Whether events are sent.' }),
})
export type NewWebhook = z.output<typeof NewWebhook>

export const WebhookPatch = z.object({
  url: WebhookUrl.optional(),
  events: Events.optional(),
  active: z.boolean().optional().meta({
    description:
      'Whether events are sent. Switching it off ends deliveries that still wait; switching it on forgets why Roster switched it off.',
  }),
})
export type WebhookPatch = z.output<typeof WebhookPatch>

export const Webhook = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(WebhookEvent),
    active: z.boolean(),
    switchedOffReason: z.enum(['gone', 'failing']).nullable().meta({
      description:
        'Why Roster switched it off: `gone`, its server answered 410; `failing`, no delivery had succeeded for days.',
    }),
    switchedOffAt: Moment.nullable(),
    failingSince: Moment.nullable().meta({
      description: 'The first failed attempt after the latest success; null while it works.',
    }),
    previousSecretUntil: Moment.nullable().meta({
      description: 'Until when the secret from before the last rotation signs too.',
    }),
    createdAt: Moment,
  })
  .meta({ id: 'Webhook' })
export type Webhook = z.infer<typeof Webhook>

const secret = z.string().meta({
  description: 'What deliveries are signed with. Shown this once: it cannot be asked for again.',
})

/** A webhook with the secret that it has just been given. */
export const WebhookWithSecret = Webhook.extend({ secret }).meta({ id: 'WebhookWithSecret' })
export type WebhookWithSecret = z.infer<typeof WebhookWithSecret>

export const SecretRotation = z.object({
  overlapHours: z.coerce
    .number()
    .int()
    .min(0)
    .max(overlapMaxHours)
    .default(24)
    .meta({ description: 'How long deliveries are signed with the old secret too; 0 when it has leaked.' }),
})
export type SecretRotation = z.output<typeof SecretRotation>

export const DeliveryStatus = z.enum(['pending', 'delivered', 'failed'])
export type DeliveryStatus = z.infer<typeof DeliveryStatus>

export const WebhookDelivery = z
  .object({
    id: z.string(),
    messageId: z.string().meta({ description: 'The `webhook-id` header: the same on every attempt.' }),
    event: z.string(),
    data: z.record(z.string(), z.unknown()).meta({ description: 'The `data` of the body.' }),
    status: DeliveryStatus,
    attempts: z.int().min(0),
    httpStatus: z.int().nullable().meta({ description: 'What the last attempt was answered with.' }),
    error: z.string().nullable().meta({ description: 'Why the last attempt failed.' }),
    durationMs: z.int().nullable().meta({ description: 'How long the last attempt took.' }),
    createdAt: Moment,
    attemptedAt: Moment.nullable(),
    deliveredAt: Moment.nullable(),
    nextAttemptAt: Moment.nullable().meta({ description: 'Only while it is pending.' }),
  })
  .meta({ id: 'WebhookDelivery' })
export type WebhookDelivery = z.infer<typeof WebhookDelivery>

/** A webhook as the overview lists it. */
export type WebhookEntry = Webhook & { lastDelivery: { status: DeliveryStatus; at: string } | null }

/** More deliveries than this are not counted. */
export const deliveriesCounted = 10_000
/** `all` is one more than `deliveriesCounted` where there are more. */
export type DeliveryCounts = { all: number; pending: number }

export const deliveryPageSize = 50

/** The address bar of a webhook's log. Each field falls back, so that an old bookmark still opens. */
export const DeliveryListQuery = z.object({
  status: DeliveryStatus.optional().catch(undefined),
  after: z.string().max(4_000).optional().catch(undefined),
  before: z.string().max(4_000).optional().catch(undefined),
})

const webhookId = z.string().max(64)
export const OneWebhook = z.object({ webhookId })
export const OneDelivery = z.object({ webhookId, deliveryId: z.string().max(64) })
export const ChangeWebhook = WebhookPatch.extend({ webhookId })
export type ChangeWebhook = z.input<typeof ChangeWebhook>
export const RotateWebhook = SecretRotation.extend({ webhookId })

/** When each event is sent, for who chooses among them. */
export const eventNotes: Record<WebhookEvent, string> = {
  'sync.done': 'A sync was applied.',
  'sync.held': 'A sync would remove so many that a person must decide.',
  'sync.failed': 'A sync failed; nothing changed.',
  'audience.deleted': 'An audience was deleted.',
  'audience.stale': 'No sync came for longer than the audience expects.',
  'contact.unsubscribed': 'A contact unsubscribed.',
  'contact.bounced': 'A message to a contact bounced.',
}

export const WebhookId = z
  .string()
  .regex(/^[1-9]\d{0,9}$/)
  .transform(Number)
  .pipe(z.int().max(2_147_483_647))
