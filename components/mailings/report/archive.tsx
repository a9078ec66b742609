import type { MailingDetail } from '@/lib/mailings/schema'
import { Fact, Facts } from '../../ui/facts'
import { LocalTime } from './local-time'

/** The message as it was sent, whatever has become of it since. */
export function Archive({ mailing }: { mailing: MailingDetail }) {
  const { id, sentSubject, senderName, senderEmail, startedAt } = mailing
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <Facts columns="sm:grid-cols-3">
        <Fact label="Subject" wide>
          {sentSubject}
        </Fact>
        <Fact label="Sender" wide>{`${senderName} <${senderEmail}>`}</Fact>
        <Fact label="Sending started">{startedAt && <LocalTime at={startedAt} />}</Fact>
      </Facts>
      <p className="max-w-[75ch] text-muted text-sm">
        Below is what somebody got who is in none of the lists of its dynamic content, and of whom no personal
        fields are known: alternatives and fallbacks.
      </p>
      <iframe
        title="Message as sent"
        src={`/mailings/${id}/sent.html`}
        sandbox=""
        className="h-[70vh] w-full rounded-md border border-line bg-paper"
      />
    </div>
  )
}
