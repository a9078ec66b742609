import type { TargetOption } from '@/components/mailings/actions'
import type { Context } from '@/lib/access/context'
import { getDynamicList, listDynamicLists } from '@/lib/dynamic-lists/queries'
import type { DynamicListRow } from '@/lib/dynamic-lists/schema'
import { findEarlierMailings, getMailing } from '@/lib/mailings/queries'
import type { EarlierMailing, MailingDetail, TargetKind } from '@/lib/mailings/schema'
import { DomainError } from '@/lib/platform/errors'
import { getStaticList, listStaticLists } from '@/lib/static-lists/queries'
import type { StaticListRow } from '@/lib/static-lists/schema'

/** As many as a picker shows. */
const shownMax = 50

const byName = { field: 'name', direction: 'asc' } as const

export type TargetSearch = { kind: TargetKind; q: string; folder: number | 'none' | null }

/** What a mailing can go to, by name; earlier mailings the latest first. */
export async function findTargets(ctx: Context, { kind, q, folder }: TargetSearch): Promise<TargetOption[]> {
  const query = { q, folderId: folder ?? undefined, sort: byName }
  const page = { limit: shownMax }
  if (kind === 'not-opened') return (await findEarlierMailings(ctx, q, shownMax)).map(ofMailing)
  if (kind === 'static-list') return (await listStaticLists(ctx, query, page)).rows.map(ofStaticList)
  return (await listDynamicLists(ctx, query, page)).rows.map(ofDynamicList)
}

/** What a draft names; null while nothing is chosen, or once it is gone. */
export async function chosenTarget(ctx: Context, { target }: MailingDetail): Promise<TargetOption | null> {
  try {
    if (target.kind === 'not-opened') {
      if (target.mailingId === null) return null
      const { startedAt, ...mailing } = await getMailing(ctx, target.mailingId)
      return startedAt === null ? null : ofMailing({ ...mailing, startedAt })
    }
    if (target.listId === null) return null
    return target.kind === 'static-list'
      ? ofStaticList(await getStaticList(ctx, target.listId))
      : ofDynamicList(await getDynamicList(ctx, target.listId))
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return null
    throw error
  }
}

function ofDynamicList({
  id,
  name,
  kind,
  members,
  refreshedAt,
  stale,
  folderName,
}: DynamicListRow): TargetOption {
  return { id, name, kind, count: members, at: refreshedAt, stale, folderName }
}

function ofStaticList({ id, name, members, folderName }: StaticListRow): TargetOption {
  return { id, name, kind: 'static', count: members, at: null, stale: false, folderName }
}

function ofMailing({ id, name, startedAt, recipients }: EarlierMailing): TargetOption {
  return { id, name, kind: 'mailing', count: recipients, at: startedAt, stale: false, folderName: null }
}
