'use server'

import type { Route } from 'next'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import type { SearchResult } from '@/components/shell/use-search'
import { switchAccount } from '@/lib/access/sessions'
import { findDynamicLists } from '@/lib/dynamic-lists/queries'
import { signOut } from '@/lib/session/password'
import { requireSession, requireUser, systemContext } from '@/lib/session/session'

/** As many as a palette shows without scrolling far. */
const resultsMax = 12

/** What the command palette finds. */
export async function searchAction(q: string): Promise<SearchResult[]> {
  const ctx = await requireSession()
  const lists = await findDynamicLists(ctx, z.string().max(255).parse(q), resultsMax)
  return lists.map((list) => ({
    label: list.name,
    href: `/dynamic-lists/${list.id}` as Route,
    kind: list.kind,
    detail: list.folderName ?? undefined,
    stale: list.stale,
  }))
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
