'use client'

import type { WebhookDelivery } from '@/lib/webhooks/schema'
import { Badge } from '../ui/badge'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { FormMessage } from '../ui/form-message'
import { DeliveryView } from './delivery-view'

/** How far a test is: on its way, or what came of it. */
export type Test = { delivery?: WebhookDelivery; error?: string }

type Props = { test: Test; host: string; onAgain: () => void; onClose: () => void }

/** Shows the outcome of a test event as it arrives. */
export function TestDialog({ test, host, onAgain, onClose }: Props) {
  const { delivery, error } = test
  const pending = !delivery && error === undefined
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title="Test event"
      description={`A webhook.test event, signed as all others. It is sent once, and ${host} has 15 seconds to answer.`}
      footer={
        <>
          <Button pending={pending} onClick={onAgain}>
            Send again
          </Button>
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      {pending && (
        <p role="status" className="flex items-center gap-2 text-muted text-sm">
          <Badge tone="info">Pending</Badge> Waiting for an answer …
        </p>
      )}
      <FormMessage>{error}</FormMessage>
      {delivery && <DeliveryView delivery={delivery} />}
    </Dialog>
  )
}
