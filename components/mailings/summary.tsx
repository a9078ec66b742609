import type { ReactNode } from 'react'
import type { MailingDetail } from '@/lib/mailings/schema'
import { Fact, Facts } from '../ui/facts'
import { formatPeriod } from './mailing-words'
import { TargetName } from './target-name'

/** What will be sent to whom, with the funnel of it. */
export function MailingSummary({ mailing, children }: { mailing: MailingDetail; children: ReactNode }) {
  const { message, subject, senderName, senderEmail, targetGroup, tracks, automailer } = mailing
  const none = <span className="text-muted">Not chosen</span>
  return (
    <section aria-labelledby="summary" className="flex flex-col gap-6">
      <h2 id="summary" className="font-medium text-sm">
        What is sent to whom
      </h2>
      <Facts columns="sm:grid-cols-3">
        <Fact label="Message">{message?.name ?? none}</Fact>
        <Fact label="Subject">{subject || message?.subject || none}</Fact>
        <Fact label="Sender">
          {senderName === '' && senderEmail === '' ? none : `${senderName} <${senderEmail}>`}
        </Fact>
        <Fact label="Target group">
          <TargetName of={targetGroup} />
        </Fact>
        <Fact label="Permission">{permissionWords(mailing)}</Fact>
        <Fact label="Opens and clicks">{tracks ? 'Tracked' : 'Not tracked'}</Fact>
        <Fact label="Automailer">
          {automailer ? `Once more, ${formatPeriod(automailer.periodHours)} after it starts` : 'Off'}
        </Fact>
      </Facts>
      {children}
      <p className="max-w-[75ch] text-muted text-sm">
        Who is in the target group is looked at when sending starts: whoever joins before then gets the
        mailing, and whoever leaves does not.
      </p>
    </section>
  )
}

function permissionWords({ permission, isService }: MailingDetail): string {
  if (isService) return 'None: a service message'
  return permission?.name ?? 'None'
}
