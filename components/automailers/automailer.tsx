'use client'

import { Ellipsis } from 'lucide-react'
import type { Route } from 'next'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { formatCount } from '@/lib/format/counts'
import { formatExact } from '@/lib/format/dates'
import type { Automailer } from '@/lib/mailings/automailers/schema'
import { formatPeriod } from '../mailings/mailing-words'
import { MailingStatusBadge } from '../mailings/status-badge'
import { TargetName } from '../mailings/target-name'
import { useClock } from '../ui/clock'
import { Fact, Facts } from '../ui/facts'
import { IconButton } from '../ui/icon-button'
import { Live } from '../ui/live'
import { Menu } from '../ui/menu'
import { Notice } from '../ui/notice'
import type { AutomailerActions } from './actions'
import { useAutomailerMenu } from './automailer-menu'

/** What an editor may do with the automailer of a page. */
export function AutomailerControls({
  automailer,
  actions,
}: {
  automailer: Automailer
  actions: AutomailerActions
}) {
  const router = useRouter()
  const menu = useAutomailerMenu(actions, () => router.push('/automailers' as Route))
  return (
    <>
      <Menu items={() => menu.items(automailer)}>
        <IconButton label="More actions" variant="secondary" icon={<Ellipsis aria-hidden />} />
      </Menu>
      {menu.dialog}
    </>
  )
}

/** The linked mailing, the planned sending and the target group. */
export function AutomailerView({ automailer }: { automailer: Automailer }) {
  const { timeZone } = useClock()
  const { mailing, targetGroup, periodHours, plannedAt, startedAt, finishedAt, status } = automailer
  const exact = (at: string | null) => (at === null ? 'Not yet' : formatExact(new Date(at), timeZone))
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Live pace={status === 'sending' ? 'running' : status === 'planned' ? 'waiting' : 'still'} />
      <Notice>{explanation(automailer)}</Notice>
      <Facts columns="sm:grid-cols-3">
        <Fact label="Mailing">
          <span className="inline-flex max-w-full items-center gap-2">
            <Link href={`/mailings/${mailing.id}` as Route} className="truncate text-accent hover:underline">
              <bdi>{mailing.name}</bdi>
            </Link>
            <MailingStatusBadge status={mailing.status} />
          </span>
        </Fact>
        <Fact label="Target group">
          <TargetLink automailer={automailer}>
            <TargetName of={targetGroup} />
          </TargetLink>
        </Fact>
        <Fact label="Goes after">{formatPeriod(periodHours)}</Fact>
        <Fact label="Planned sending" wide>
          {plannedAt === null ? 'Known once its mailing starts' : exact(plannedAt)}
        </Fact>
        <Fact label="Started">{exact(startedAt)}</Fact>
        <Fact label="Ended">{exact(finishedAt)}</Fact>
        {startedAt !== null && <Fact label="Recipients">{formatCount(automailer.recipients)}</Fact>}
      </Facts>
    </div>
  )
}

function explanation({ status }: Automailer): string {
  switch (status) {
    case 'waiting':
    case 'planned':
      return 'It goes to those who have joined the target group by then, can be mailed and have not had the mailing.'
    case 'sending':
      return 'It is being sent to those who have joined the target group since its mailing started.'
    case 'sent':
      return 'It has been sent. Its figures are in the report of its mailing.'
    case 'cancelled':
      return 'It was cancelled with its mailing, and does not go.'
  }
}

function TargetLink({ automailer, children }: { automailer: Automailer; children: React.ReactNode }) {
  const { listId, listKind } = automailer.targetGroup
  if (listId === null || listKind === null) return children
  const path = listKind === 'static' ? 'static-lists' : 'dynamic-lists'
  return (
    <Link href={`/${path}/${listId}` as Route} className="block text-accent hover:underline">
      {children}
    </Link>
  )
}
