import { Clock } from 'lucide-react'
import type { Report } from '@/lib/mailings/report/schema'
import type { MailingDetail } from '@/lib/mailings/schema'
import { Badge } from '../../ui/badge'
import { Fact, Facts } from '../../ui/facts'
import { Live } from '../../ui/live'
import { Notice } from '../../ui/notice'
import { RelativeTime } from '../../ui/relative-time'
import type { MailingActions } from '../actions'
import { AutomailerNote } from '../automailer-note'
import { isUnderWay } from '../mailing-words'
import { TargetName } from '../target-name'
import { ReportFigures } from './figures'
import { LinkClicksTable } from './link-clicks'
import { OverTime } from './over-time'
import { SendingProgress } from './sending-progress'

type Props = {
  mailing: MailingDetail
  /** Undefined when counting took longer than it may. */
  report: Report | undefined
  /** Absent for whoever may not. */
  actions: MailingActions | undefined
}

/** What has become of a mailing. */
export function MailingReport({ mailing, report, actions }: Props) {
  if (!report) {
    return (
      <Notice tone="warning">
        Counting took too long for this many recipients. Load the page again later.
      </Notice>
    )
  }
  return (
    <div className="flex flex-col gap-10 pb-8">
      {isUnderWay(mailing) ? (
        <SendingProgress mailing={mailing} figures={report.figures} actions={actions} />
      ) : (
        <Live pace={mailing.automailer?.status === 'sending' ? 'running' : 'still'} />
      )}
      <ReportFigures mailing={mailing} figures={report.figures} automailed={report.automailed} />
      {mailing.automailer && <AutomailerNote automailer={mailing.automailer} problem={mailing.problem} />}
      <OverTime report={report} />
      <LinkClicksTable links={report.links} />
      <About mailing={mailing} />
    </div>
  )
}

function About({ mailing }: { mailing: MailingDetail }) {
  const { permission, isService, senderName, senderEmail, targetGroup } = mailing
  return (
    <section aria-labelledby="about" className="flex flex-col gap-3">
      <h2 id="about" className="flex items-center gap-2 font-medium text-sm">
        About this mailing
        {isService && <Badge>Service message</Badge>}
      </h2>
      <Facts columns="sm:grid-cols-3">
        <Fact label="Target group">
          <TargetName of={targetGroup} />
        </Fact>
        <Fact label="Permission">{permission?.name ?? 'None'}</Fact>
        <Fact label="Sender" wide>{`${senderName} <${senderEmail}>`}</Fact>
        <Fact label="Started">
          <RelativeTime at={mailing.startedAt} />
        </Fact>
        <Fact label="Ended">
          {mailing.finishedAt === null ? (
            <span className="inline-flex items-center gap-1 text-muted">
              <Clock aria-hidden className="size-3.5" />
              Not yet
            </span>
          ) : (
            <RelativeTime at={mailing.finishedAt} />
          )}
        </Fact>
      </Facts>
    </section>
  )
}
