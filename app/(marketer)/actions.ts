'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { SearchResult } from '@/components/shell/use-search'
import { switchAccount } from '@/lib/access/sessions'
import { findDynamicLists } from '@/lib/dynamic-lists/queries'
import { findMailings } from '@/lib/mailings/queries'
import { findMessages } from '@/lib/messages/queries'
import { signOut } from '@/lib/session/password'
import { requireSession, requireUser, systemContext } from '@/lib/session/session'
import { findStaticLists } from '@/lib/static-lists/queries'

/** Of each kind, as many as a palette shows without scrolling far. */
const resultsMax = 8

/** What the command palette finds. */
export async function searchAction(q: string): Promise<SearchResult[]> {
  const ctx = await requireSession()
  const name = z.string().max(255).parse(q)
  const [dynamic, fixed, messages, mailings] = await Promise.all([
    findDynamicLists(ctx, name, resultsMax),
    findStaticLists(ctx, name, resultsMax),
    findMessages(ctx, name, resultsMax),
    findMailings(ctx, name, resultsMax),
  ])
  return [
    ...dynamic.map((list) => ({
      label: list.name,
      href: `/dynamic-lists/${list.id}` as Route,
      kind: list.kind,
      detail: list.folderName ?? undefined,
      stale: list.stale,
    })),
    ...fixed.map((list) => ({
      label: list.name,
      href: `/static-lists/${list.id}` as Route,
      kind: 'static' as const,
      detail: list.folderName ?? undefined,
    })),
    ...messages.map((message) => ({
      label: message.name,
      href: `/messages/${message.id}` as Route,
      kind: 'message' as const,
      detail: message.folderName ?? undefined,
    })),
    ...mailings.map((mailing) => ({
      label: mailing.name,
      href: `/mailings/${mailing.id}` as Route,
      kind: 'mailing' as const,
      detail: mailing.folderName ?? undefined,
    })),
  ]
}

export async function signOutAction(): Promise<void> {
  await signOut()
  redirect('/login')
}

/** Back to the first page: the one that was open belongs to the account left. */
export async function switchAccountAction(accountId: number): Promise<void> {
  const { signed } = await requireUser()
  await switchAccount(systemContext(), signed, z.int().parse(accountId))
  redirect('/')
}
