import type { ReactNode } from 'react'
import { eventNotes, testEvent, webhookEvents } from '@/lib/webhooks/schema'
import { CodeBlock } from '../ui/code-block'
import { message, verifyInNode, verifyInPython } from './guide-code'

/** For whoever writes what receives webhooks: what arrives, how to verify it, what to answer. */
export function WebhookGuide() {
  return (
    <div className="flex max-w-[75ch] flex-col gap-8">
      <Section title="What arrives">
        <CodeBlock label="Message" code={message} />
        <EventTable />
        <p>
          <Code>timestamp</Code> is when it happened. <Code>data</Code> names what changed by your own ids,
          with its counts; ask the API for the rest. Expect new fields.
        </p>
      </Section>
      <Section title="Verify the signature">
        <p>
          By Standard Webhooks 1.0, over the bytes of the body as they came, before anything parses them. The
          secret (<Code>whsec_…</Code>) is shown once, when the webhook is created or its secret rotated.
          While it is rotated there are two signatures; one that matches is enough.
        </p>
        <CodeBlock label="Node.js, with the package standardwebhooks" code={verifyInNode} />
        <CodeBlock label="Python, without any package" code={verifyInPython} />
      </Section>
      <Section title="Answer, and expect repetitions">
        <ul className="flex list-disc flex-col gap-2 pl-5">
          <li>
            Any 2xx within 15 seconds is success. Do the work afterwards: note the message, answer, then act
            on it.
          </li>
          <li>
            Anything else is tried again after 5 seconds, 5 minutes, 30 minutes, and 2, 5, 10, 14, 20 and 24
            hours. Redirects are not followed.
          </li>
          <li>
            A message comes at least once, in any order. Its <Code>webhook-id</Code> is the same on every
            attempt: pass over what you have.
          </li>
          <li>
            410 switches the webhook off, and so does a failed attempt when none has succeeded for five days.
            What was not delivered can be sent again from the log for 30 days.
          </li>
        </ul>
      </Section>
    </div>
  )
}

function EventTable() {
  return (
    <table className="w-full text-left text-sm">
      <thead className="text-muted">
        <tr className="h-row border-line border-b">
          <th className="pr-4 font-medium">Type</th>
          <th className="font-medium">When</th>
        </tr>
      </thead>
      <tbody>
        {webhookEvents.map((event) => (
          <EventRow key={event} type={event} when={eventNotes[event]} />
        ))}
        <EventRow type={testEvent} when="Somebody sent a test event; it comes whatever is chosen." />
      </tbody>
    </table>
  )
}

function EventRow({ type, when }: { type: string; when: string }) {
  return (
    <tr className="h-row border-line border-b">
      <td className="whitespace-nowrap py-1.5 pr-4">
        <Code>{type}</Code>
      </td>
      <td className="py-1.5">{when}</td>
    </tr>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex min-w-0 flex-col gap-3">
      <h2 className="font-semibold text-lg">{title}</h2>
      {children}
    </section>
  )
}

function Code({ children }: { children: string }) {
  return <code className="font-mono text-[0.9em]">{children}</code>
}
