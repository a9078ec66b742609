import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { stageOf } from '@/components/mailings/mailing-words'
import { getMailing } from '@/lib/mailings/queries'
import { found } from '@/lib/session/found'
import { requireSession } from '@/lib/session/session'

/** Asked once per request, however many parts of the page need it. */
export const requireMailing = cache(async (mailingId: string) => {
  const ctx = await requireSession()
  return {
    ctx,
    mailing: await found(getMailing(ctx, mailingId)),
    editable: ctx.actor.scopes.has('mailings:write'),
  }
})

type Params = Promise<{ mailingId: string }>

/** A draft on the page of a step, for who may change it; others are led to where it is, or to its summary. */
export async function requireDraft(params: Params) {
  const { mailing, editable, ...rest } = await requireMailing((await params).mailingId)
  if (stageOf(mailing) === 'draft' && editable) return { ...rest, mailing }
  redirect(`/mailings/${mailing.id}${stageOf(mailing) === 'draft' ? '/schedule' : ''}` as Route)
}

/** A mailing that has started, on a page about what became of it; others are led to where they are. */
export async function requireBegun(params: Params) {
  const { mailing, ...rest } = await requireMailing((await params).mailingId)
  if (stageOf(mailing) === 'begun') return { ...rest, mailing }
  redirect(`/mailings/${mailing.id}` as Route)
}
