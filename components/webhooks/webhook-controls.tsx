'use client'

import { Ellipsis, Pencil, Power, RefreshCw, Send, Trash2 } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { DeliveryCounts, Webhook, WebhookWithSecret } from '@/lib/webhooks/schema'
import { Button } from '../ui/button'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { IconButton } from '../ui/icon-button'
import { Menu } from '../ui/menu'
import type { MenuItem } from '../ui/menu-item'
import { RotateDialog } from '../ui/rotate-dialog'
import { useToast } from '../ui/toast'
import type { WebhookActions } from './actions'
import { WebhookSecretDialog } from './secret-dialog'
import { type Test, TestDialog } from './test-dialog'
import { WebhookDialog } from './webhook-dialog'
import { hostOf, lossInWords, pendingInWords } from './webhook-words'

type Props = {
  webhook: Webhook
  counts: DeliveryCounts
  actions: Omit<WebhookActions, 'create' | 'redeliver'>
}

type Step =
  | { do: 'edit' | 'rotate' | 'switch-off' | 'delete' }
  | { do: 'show'; webhook: WebhookWithSecret }
  | { do: 'test'; test: Test }

/** What an owner may do with a webhook. */
export function WebhookControls({ webhook, counts, actions }: Props) {
  const [step, setStep] = useState<Step>()
  const toast = useToast()
  const { id: webhookId } = webhook
  const close = () => setStep(undefined)

  const sendTest = async () => {
    const begun: Test = {}
    setStep({ do: 'test', test: begun })
    const result = await actions.test({ webhookId })
    const test: Test = result.ok ? { delivery: result.value } : { error: result.error }
    // When it was closed before the answer, or sent again, the log alone has this one.
    setStep((now) => (now?.do === 'test' && now.test === begun ? { do: 'test', test } : now))
  }
  const switchOn = async () => {
    const result = await actions.change({ webhookId, active: true })
    if (result.ok) {
      toast({ title: 'Webhook switched on', tone: 'good' })
      // Its button has gone with it.
      document.querySelector('main')?.focus()
    } else toast({ title: 'The webhook was not switched on', description: result.error, tone: 'danger' })
  }

  return (
    <>
      <Menu items={menuOf(webhook, setStep)}>
        <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden />} />
      </Menu>
      {!webhook.active && (
        <Button icon={<Power aria-hidden />} onClick={switchOn}>
          Switch on
        </Button>
      )}
      <Button icon={<Pencil aria-hidden />} onClick={() => setStep({ do: 'edit' })}>
        Edit webhook
      </Button>
      <Button variant="primary" icon={<Send aria-hidden />} onClick={sendTest}>
        Send test event
      </Button>
      {step?.do === 'edit' && (
        <WebhookDialog
          title="Edit webhook"
          submitLabel="Save webhook"
          webhook={webhook}
          save={(fields) => actions.change({ webhookId, ...fields })}
          onSaved={() => {
            close()
            toast({ title: 'Webhook saved', tone: 'good' })
          }}
          onClose={close}
        />
      )}
      {step?.do === 'test' && (
        <TestDialog test={step.test} host={hostOf(webhook)} onAgain={sendTest} onClose={close} />
      )}
      {step?.do === 'rotate' && (
        <RotateDialog
          title="Rotate secret"
          description={`The system at ${hostOf(webhook)} gets a new secret. Meanwhile each delivery has a signature of both.`}
          label="The secret it has now signs"
          hasOld={webhook.previousSecretUntil !== null}
          onRotate={async (overlapHours) => {
            const result = await actions.rotate({ webhookId, overlapHours })
            if (!result.ok) return result.error
            setStep({ do: 'show', webhook: result.value })
            return undefined
          }}
          onClose={close}
        />
      )}
      {step?.do === 'show' && <WebhookSecretDialog webhook={step.webhook} onClose={close} />}
      {(step?.do === 'switch-off' || step?.do === 'delete') && (
        <Question what={step.do} webhook={webhook} counts={counts} actions={actions} onClose={close} />
      )}
    </>
  )
}

function menuOf({ active }: Webhook, setStep: (step: Step) => void): MenuItem[] {
  const off = () => setStep({ do: 'switch-off' })
  return [
    ...(active
      ? [{ label: 'Switch off …', icon: <Power aria-hidden />, onSelect: off } satisfies MenuItem]
      : []),
    { label: 'Rotate secret …', icon: <RefreshCw aria-hidden />, onSelect: () => setStep({ do: 'rotate' }) },
    { type: 'separator' },
    {
      label: 'Delete …',
      icon: <Trash2 aria-hidden />,
      danger: true,
      onSelect: () => setStep({ do: 'delete' }),
    },
  ]
}

type QuestionProps = Props & { what: 'switch-off' | 'delete'; onClose: () => void }

function Question({ what, webhook, counts, actions, onClose }: QuestionProps) {
  const toast = useToast()
  const router = useRouter()
  const { id: webhookId } = webhook
  const host = hostOf(webhook)
  const switchOff = async () => {
    const result = await actions.change({ webhookId, active: false })
    if (!result.ok) return result.error
    toast({ title: 'Webhook switched off', tone: 'good' })
    return undefined
  }
  const remove = async () => {
    const result = await actions.remove({ webhookId })
    if (!result.ok) return result.error
    toast({ title: `Webhook to ${host} deleted`, tone: 'good' })
    router.push('/webhooks' as Route)
    return undefined
  }
  return what === 'delete' ? (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Delete the webhook to ${host}?`}
      confirmLabel="Delete webhook"
      onConfirm={remove}
    >
      <p>
        Nothing is sent to <bdi className="break-all font-medium text-ink">{webhook.url}</bdi> any more.{' '}
        {lossInWords(counts)} Its secret ends for good.
      </p>
    </ConfirmDialog>
  ) : (
    <ConfirmDialog
      open
      onOpenChange={onClose}
      title={`Switch off the webhook to ${host}?`}
      confirmLabel="Switch off webhook"
      onConfirm={switchOff}
    >
      <p>
        Events that happen while it is switched off are not kept for it. {pendingInWords(counts)} Its secret
        and its log stay.
      </p>
    </ConfirmDialog>
  )
}
