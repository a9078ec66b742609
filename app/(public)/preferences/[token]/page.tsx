import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { MailPreferences } from '@/components/public/mail-preferences'
import { getMailChoices } from '@/lib/mailings/tracking/choices'
import { recipientOf } from '../../recipient'

export const metadata: Metadata = { title: { absolute: 'Mail preferences' } }

export default async function PreferencesPage({ params, searchParams }: PageProps<'/preferences/[token]'>) {
  const { token } = await params
  const recipient = recipientOf(token)
  const choices = recipient && (await getMailChoices(recipient.ctx, recipient.mailed))
  if (!choices) notFound()
  return <MailPreferences token={token} choices={choices} saved={(await searchParams)['saved'] === '1'} />
}
