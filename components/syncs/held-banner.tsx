'use client'

import type { Route } from 'next'
import Link from 'next/link'
import { formatDate } from '@/lib/format/dates'
import type { Sync } from '@/lib/syncs/schema'
import { useClock } from '../ui/clock'
import { Notice } from '../ui/notice'
import { effectWords } from './sync-words'

/** On the page of an audience of which a sync waits for approval. */
export function HeldBanner({ sync }: { sync: Sync }) {
  const { timeZone } = useClock()
  const review = (
    <Link href={`/syncs/${sync.id}` as Route} className="font-medium underline">
      Review sync {sync.id}
    </Link>
  )
  return (
    <Notice tone="warning" action={review}>
      <span className="font-medium">Sync held.</span> A sync of{' '}
      {formatDate(new Date(sync.startedAt), timeZone)} would {effectWords(sync)}. Nothing changes until it is
      approved.
    </Notice>
  )
}
