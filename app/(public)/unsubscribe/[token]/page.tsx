import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Unsubscribe } from '@/components/public/unsubscribe'
import { getMailChoices } from '@/lib/mailings/tracking/choices'
import { recipientOf } from '../../recipient'

export const metadata: Metadata = { title: { absolute: 'Unsubscribe' } }

/** Changes nothing: programs that look into mail open its links too. */
export default async function UnsubscribePage({ params }: PageProps<'/unsubscribe/[token]'>) {
  const { token } = await params
  const recipient = recipientOf(token)
  const choices = recipient && (await getMailChoices(recipient.ctx, recipient.mailed))
  if (!choices) notFound()
  return <Unsubscribe token={token} choices={choices} />
}
