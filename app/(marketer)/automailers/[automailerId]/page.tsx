import type { Metadata, Route } from 'next'
import { cache } from 'react'
import { AutomailerControls, AutomailerView } from '@/components/automailers/automailer'
import { AutomailerStatusBadge } from '@/components/automailers/status-badge'
import { Page } from '@/components/ui/page'
import { getAutomailer } from '@/lib/mailings/automailers/queries'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'
import { automailerActions } from '../menu'

type Props = PageProps<'/automailers/[automailerId]'>

const requireAutomailer = cache(async (automailerId: string) => {
  const ctx = await requireSession()
  return { ctx, automailer: await found(getAutomailer(ctx, automailerId)) }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await requireAutomailer((await params).automailerId)).automailer.name }
}

export default async function AutomailerPage({ params }: Props) {
  const { ctx, automailer } = await requireAutomailer((await params).automailerId)
  return (
    <Page
      title={automailer.name}
      after={<AutomailerStatusBadge status={automailer.status} />}
      crumbs={[{ label: 'Automailers', href: '/automailers' as Route }]}
      actions={
        ctx.actor.scopes.has('mailings:write') && (
          <AutomailerControls automailer={automailer} actions={automailerActions} />
        )
      }
    >
      <AutomailerView automailer={automailer} />
    </Page>
  )
}
