import { Download } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { formatSize } from '@/lib/format/sizes'
import type { MailView, OutboxMailDetail } from '@/lib/mailings/outbox/schema'
import { buttonStyle } from '../ui/button'
import { Fact, Facts } from '../ui/facts'
import { Page } from '../ui/page'
import { RelativeTime } from '../ui/relative-time'
import { TabLinks } from '../ui/tab-links'
import { subjectOf } from './mail-words'

type Props = { mail: OutboxMailDetail; view: MailView }

/** One mail, as its recipient would see it, as text, and by its headers. */
export function MailPage({ mail, view }: Props) {
  const at = `/outbox/${mail.id}`
  const tab = (name: MailView, label: string) => ({
    href: `${at}?view=${name}` as Route,
    label,
    current: view === name,
  })
  return (
    <Page
      title={subjectOf(mail)}
      crumbs={[{ label: 'Outbox', href: '/outbox' as Route }]}
      actions={
        <a href={`${at}/source.eml`} download className={buttonStyle()}>
          <Download aria-hidden />
          Download source
        </a>
      }
    >
      <Facts columns="sm:grid-cols-3 lg:grid-cols-5">
        <Fact label="To" wide>
          {mail.recipient}
        </Fact>
        <Fact label="From" wide>
          {mail.sender}
        </Fact>
        <Fact label="Mailing">
          {mail.mailing === null ? (
            'Deleted'
          ) : (
            <Link href={`/mailings/${mail.mailing.id}` as Route} className="text-accent hover:underline">
              {mail.mailing.name}
            </Link>
          )}
        </Fact>
        <Fact label="When">
          <RelativeTime at={mail.receivedAt} />
        </Fact>
        <Fact label="Size">{formatSize(mail.bytes)}</Fact>
      </Facts>
      <TabLinks label="Views" tabs={[tab('html', 'HTML'), tab('text', 'Text'), tab('headers', 'Headers')]} />
      <View mail={mail} view={view} />
    </Page>
  )
}

function View({ mail, view }: Props) {
  if (view === 'headers') return <Headers headers={mail.headers} />
  if (mail[view] === null)
    return <p className="text-muted">This mail has no {view === 'html' ? 'HTML' : 'text'}.</p>
  if (view === 'text')
    return (
      <pre className="overflow-x-auto whitespace-pre-wrap break-words rounded-lg border border-line bg-raised p-4 font-mono text-sm">
        {mail.text}
      </pre>
    )
  return (
    <iframe
      src={`/outbox/${mail.id}/body.html`}
      title="The mail as its recipient sees it"
      // Links open beside it; nothing in it runs, and it has no place in our origin.
      sandbox="allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      className="h-[75dvh] min-h-80 w-full rounded-lg border border-line bg-paper"
    />
  )
}

function Headers({ headers }: Pick<OutboxMailDetail, 'headers'>) {
  return (
    <dl className="divide-y divide-line border-line border-y text-sm">
      {headers.map(({ name, value }, place) => (
        // The same header may come twice.
        // biome-ignore lint/suspicious/noArrayIndexKey: they never change places
        <div key={place} className="flex flex-col gap-0.5 py-2 sm:flex-row sm:gap-4">
          <dt className="shrink-0 text-muted sm:w-56">{name}</dt>
          <dd className="min-w-0 break-words font-mono text-xs leading-5">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
