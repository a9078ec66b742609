'use client'

import { RotateCw } from 'lucide-react'
import { useTransition } from 'react'
import type { WebhookDelivery } from '@/lib/webhooks/schema'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { DeliveryView } from './delivery-view'

type Props = {
  delivery: WebhookDelivery
  /** Why it can't be sent again now. */
  unavailable: string | undefined
  /** Absent for who only looks. */
  onRedeliver: (() => Promise<void>) | undefined
  onClose: () => void
}

/** One delivery, as it is now: it follows what comes of the next attempt. */
export function DeliveryDialog({ delivery, unavailable, onRedeliver, onClose }: Props) {
  const [pending, startTransition] = useTransition()
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="large"
      title={`Delivery of ${delivery.event}`}
      footer={
        <>
          {unavailable && onRedeliver && (
            <p id="redeliver-note" className="flex-1 self-center text-muted text-sm">
              {unavailable}
            </p>
          )}
          {onRedeliver && (
            // It stays while there is nothing to do, so that the focus does.
            <Button
              icon={<RotateCw aria-hidden />}
              pending={pending}
              aria-disabled={unavailable ? true : undefined}
              aria-describedby={unavailable ? 'redeliver-note' : undefined}
              onClick={unavailable ? undefined : () => startTransition(onRedeliver)}
            >
              Redeliver
            </Button>
          )}
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        </>
      }
    >
      <DeliveryView delivery={delivery} />
    </Dialog>
  )
}
