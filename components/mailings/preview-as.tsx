'use client'

import { useState } from 'react'
import type { TestContact } from '@/lib/mailings/schema'
import { Button } from '../ui/button'
import { Field } from '../ui/field'
import { Input } from '../ui/input'

type Props = {
  messageId: string
  /** Offered as it is typed. */
  contacts: readonly TestContact[]
}

/** The message as one contact would get it, so that dynamic content can be seen both ways. */
export function PreviewAs({ messageId, contacts }: Props) {
  const [typed, setTyped] = useState('')
  const [who, setWho] = useState('')
  const path = `/messages/${messageId}/preview.html`
  return (
    <>
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          setWho(typed.trim())
        }}
      >
        <Field
          label="Contact"
          help="Its id or e-mail address; empty: somebody who is in no list."
          className="min-w-0 max-w-80 flex-1"
        >
          <Input
            value={typed}
            list="preview-contacts"
            maxLength={1_000}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
        <datalist id="preview-contacts">
          {contacts.map(({ id, externalId, email }) => (
            <option key={id} value={externalId}>
              {email}
            </option>
          ))}
        </datalist>
        <Button type="submit" className="mt-6.5">
          Show
        </Button>
      </form>
      <iframe
        key={who}
        title={who === '' ? 'Preview' : `Preview as ${who}`}
        src={who === '' ? path : `${path}?contact=${encodeURIComponent(who)}`}
        sandbox=""
        className="h-120 w-full rounded-md border border-line bg-paper"
      />
    </>
  )
}
