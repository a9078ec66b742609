'use client'

import { type SubmitEvent, useState, useTransition } from 'react'
import type { ActionResult } from '@/lib/session/form-state'
import { eventNotes, type Webhook, type WebhookEvent, webhookEvents } from '@/lib/webhooks/schema'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { Dialog, DialogFooter } from '../ui/dialog'
import { Field } from '../ui/field'
import { FormMessage } from '../ui/form-message'
import { Input } from '../ui/input'

type Fields = Pick<Webhook, 'url' | 'events'>

type Props<Saved> = {
  title: string
  submitLabel: string
  /** What it has now; absent: a new one. */
  webhook?: Fields
  save: (fields: Fields) => Promise<ActionResult<Saved>>
  onSaved: (saved: Saved) => void
  onClose: () => void
}

/** What most who follow syncs want to know. */
const usual: readonly WebhookEvent[] = ['sync.done', 'sync.held', 'sync.failed']

/** Where events go and which, for a new webhook and for one there is. */
export function WebhookDialog<Saved>(props: Props<Saved>) {
  const { title, submitLabel, webhook, save, onSaved, onClose } = props
  const [failure, setFailure] = useState<{ error: string; field?: string }>()
  const [pending, startTransition] = useTransition()
  const errorOf = (field: string) => (failure?.field === field ? failure.error : undefined)

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = readForm(new FormData(event.currentTarget))
    startTransition(async () => {
      const result = await save(fields)
      if (result.ok) onSaved(result.value)
      else setFailure(result)
    })
  }

  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <form noValidate onSubmit={submit} className="flex flex-col gap-5">
        <Field
          label="Address"
          required
          help="Where events are sent by POST. Use https, so that nobody reads along on the way."
          error={errorOf('url')}
        >
          <Input
            name="url"
            type="url"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://shop.example.com/roster-events"
            defaultValue={webhook?.url}
          />
        </Field>
        <EventChoice chosen={webhook?.events ?? usual} error={errorOf('events')} />
        <FormMessage>{failure && !failure.field ? failure.error : undefined}</FormMessage>
        <DialogFooter className="">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" pending={pending}>
            {submitLabel}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  )
}

function EventChoice({ chosen, error }: { chosen: readonly WebhookEvent[]; error: string | undefined }) {
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="mb-2 font-medium text-sm">Events</legend>
      {webhookEvents.map((event) => (
        <Checkbox
          key={event}
          name="events"
          value={event}
          label={event}
          help={eventNotes[event]}
          defaultChecked={chosen.includes(event)}
        />
      ))}
      <FormMessage>{error}</FormMessage>
    </fieldset>
  )
}

function readForm(form: FormData): Fields {
  return {
    url: String(form.get('url') ?? '').trim(),
    events: webhookEvents.filter((event) => form.getAll('events').includes(event)),
  }
}
