'use client'

import { Send, Users } from 'lucide-react'
import type { Route } from 'next'
import { type ReactNode, useState, useTransition } from 'react'
import { formatNoun } from '@/lib/format/counts'
import { type MailingDetail, type TestContact, testContactsMax } from '@/lib/mailings/schema'
import { Badge } from '../ui/badge'
import { Button, ButtonLink } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { EmptyState } from '../ui/empty-state'
import { FormMessage } from '../ui/form-message'
import type { SendTest, TestOutcome } from './actions'
import { PreviewAs } from './preview-as'

type Props = { mailing: MailingDetail; contacts: readonly TestContact[]; send: SendTest }

/** Looks at the mailing before others do: as a contact sees it, and in the mailbox of a test group. */
export function TestStep({ mailing, contacts, send }: Props) {
  const back = `/mailings/${mailing.id}/settings` as Route
  return (
    <div className="flex max-w-3xl flex-col gap-8">
      <Part label="See it as a contact">
        {mailing.message ? (
          <PreviewAs messageId={mailing.message.id} contacts={contacts} />
        ) : (
          <p className="text-muted text-sm">Choose a message in the first step to see it here.</p>
        )}
      </Part>
      <Part label="Send a test">
        {contacts.length === 0 ? <NoTestGroup /> : <SendForm {...{ mailing, contacts, send }} />}
      </Part>
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink href={back}>Back</ButtonLink>
        <ButtonLink variant="primary" href={`/mailings/${mailing.id}/schedule` as Route}>
          Continue
        </ButtonLink>
      </div>
    </div>
  )
}

function Part({ label, children }: { label: string; children: ReactNode }) {
  return (
    <section aria-label={label} className="flex flex-col gap-3">
      <h2 className="font-medium text-sm">{label}</h2>
      {children}
    </section>
  )
}

function SendForm({ mailing, contacts, send }: Props) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(contacts.slice(0, testContactsMax).map(({ id }) => id)),
  )
  const [outcomes, setOutcomes] = useState<readonly TestOutcome[]>([])
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const submit = () =>
    startTransition(async () => {
      const result = await send({ mailingId: mailing.id, contactIds: [...chosen] })
      setError(result.ok ? undefined : result.error)
      setOutcomes(result.ok ? result.value : [])
    })
  const sent = outcomes.filter((outcome) => outcome.sent).length
  return (
    <>
      <p className="max-w-[75ch] text-muted text-sm">
        Each gets the mailing as it is now, with what is theirs in it. Nothing of it is counted.
      </p>
      <ul className="flex max-h-72 flex-col gap-2 overflow-y-auto">
        {contacts.map(({ id, externalId, email }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-3">
            <Checkbox
              label={email}
              help={externalId}
              checked={chosen.has(id)}
              disabled={!chosen.has(id) && chosen.size >= testContactsMax}
              onChange={() => toggle(id)}
            />
            <Outcome of={outcomes.find(({ contactId }) => contactId === id)} />
          </li>
        ))}
      </ul>
      <FormMessage>{error}</FormMessage>
      <div className="flex flex-wrap items-center gap-3">
        <Button icon={<Send aria-hidden />} pending={pending} disabled={chosen.size === 0} onClick={submit}>
          Send test
        </Button>
        <span role="status" className="text-muted text-sm">
          {outcomes.length > 0 && `Sent to ${formatNoun(sent, 'contact')} of ${outcomes.length}.`}
        </span>
      </div>
    </>
  )
}

function Outcome({ of }: { of: TestOutcome | undefined }) {
  if (!of) return null
  return of.sent ? (
    <Badge tone="good">Sent</Badge>
  ) : (
    <span className="flex min-w-0 items-center gap-2 text-sm">
      <Badge tone="danger">Not sent</Badge>
      <span className="text-muted">{of.reason}</span>
    </span>
  )
}

function NoTestGroup() {
  return (
    <EmptyState
      icon={<Users aria-hidden />}
      title="Nobody is in the test group"
      actions={<ButtonLink href={'/contacts' as Route}>See contacts</ButtonLink>}
    >
      <p>Put yourself and your colleagues in it: open a contact, choose Edit, and tick “Test group”.</p>
    </EmptyState>
  )
}
