'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { MailingDetail, MessageSettings } from '@/lib/mailings/schema'
import { Field } from '../ui/field'
import { Input } from '../ui/input'
import { Notice } from '../ui/notice'
import { StepFooter } from '../ui/step-footer'
import type { FindMessages, MessageOption, SaveActions } from './actions'
import { MessagePicker } from './message-picker'
import { useSaving } from './use-saving'

type Props = { mailing: MailingDetail; find: FindMessages; save: SaveActions['message'] }

/** What the mailing is called, and what it says. */
export function MessageStep({ mailing, find, save }: Props) {
  const [name, setName] = useState(mailing.name)
  const [message, setMessage] = useState<MessageOption | null>(mailing.message)
  const router = useRouter()
  const saving = useSaving(mailing, save)
  const settings: MessageSettings = { name, messageId: message?.id ?? null }
  const choose = (option: MessageOption) => {
    setMessage(option)
    saving.keep({ ...settings, messageId: option.id })
  }
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <Field
        label="Name of the mailing"
        required
        help="Only you and your colleagues see it."
        error={saving.errorOf('name')}
        className="max-w-md"
      >
        <Input
          value={name}
          autoComplete="off"
          onChange={({ target: { value } }) => {
            setName(value)
            saving.keepSoon({ ...settings, name: value })
          }}
        />
      </Field>
      <Field label="Message" required help="Messages that are final can be chosen." className="max-w-xl">
        <MessagePicker chosen={message} find={find} onChoose={choose} />
      </Field>
      {message && message.id === mailing.message?.id && mailing.message.status !== 'final' && (
        <Notice tone="warning">
          This message is not final any more. Finish it in its editor, or choose another.
        </Notice>
      )}
      {message && (
        <section aria-label="Preview" className="flex flex-col gap-2">
          <p className="text-muted text-sm">
            Subject: <bdi className="text-ink">{message.subject}</bdi>
          </p>
          <iframe
            key={message.id}
            title={`Preview of ${message.name}`}
            src={`/messages/${message.id}/preview.html`}
            sandbox=""
            className="h-120 w-full rounded-md border border-line bg-paper"
          />
        </section>
      )}
      <StepFooter
        note={saving.note}
        message={saving.message}
        pending={saving.pending}
        onGoOn={() =>
          saving.goOn(settings, () => router.push(`/mailings/${mailing.id}/target-group` as Route))
        }
      />
    </div>
  )
}
