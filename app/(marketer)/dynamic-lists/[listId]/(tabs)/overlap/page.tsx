import { Blend } from 'lucide-react'
import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { Overlap, OverlapSkeleton } from '@/components/dynamic-lists/overlap'
import { OverlapPicker } from '@/components/dynamic-lists/overlap-picker'
import { TabBody } from '@/components/lists/tab-body'
import { EmptyState } from '@/components/ui/empty-state'
import type { Context } from '@/lib/access/context'
import { getOverlap } from '@/lib/audiences/queries/compare'
import { getDynamicList } from '@/lib/dynamic-lists/queries'
import type { DynamicListDetail } from '@/lib/dynamic-lists/schema'
import { ListId } from '@/lib/lists/schema'
import { DomainError } from '@/lib/platform/errors'
import { requireList } from '../../list'
import { findOthersAction } from './actions'
import { findOthers } from './others'

type Props = PageProps<'/dynamic-lists/[listId]/overlap'>

export default async function OverlapPage({ params, searchParams }: Props) {
  const { ctx, list } = await requireList((await params).listId)
  if (list.externalId === null) notFound()
  const wanted = (await searchParams)['with']
  const [other, suggestions] = await Promise.all([
    orNone(otherList(ctx, list.id, wanted)),
    findOthers(ctx, list.id, ''),
  ])
  if (suggestions.length === 0) return <NoOtherList />
  return (
    <TabBody>
      <OverlapPicker chosen={other} suggestions={suggestions} search={findOthersAction.bind(null, list.id)} />
      {other ? (
        <Suspense key={other.id} fallback={<OverlapSkeleton />}>
          <Counted a={list} b={other} />
        </Suspense>
      ) : (
        <NothingChosen gone={wanted !== undefined} />
      )}
    </TabBody>
  )
}

/** An answer, or undefined where what it is about is not there. */
async function orNone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return undefined
    throw error
  }
}

/** The audience the address compares with; undefined when it names none, or the list itself. */
async function otherList(ctx: Context, listId: string, wanted: string | string[] | undefined) {
  const id = ListId.safeParse(wanted)
  if (!id.success || String(id.data) === listId) return undefined
  const other = await getDynamicList(ctx, id.data)
  return other.externalId === null ? undefined : other
}

async function Counted({ a, b }: { a: DynamicListDetail; b: DynamicListDetail }) {
  const { ctx } = await requireList(a.id)
  const parts = await orNone(getOverlap(ctx, a.externalId ?? '', b.externalId ?? ''))
  return parts ? <Overlap a={a} b={b} parts={parts} /> : <NothingChosen gone />
}

function NothingChosen({ gone }: { gone: boolean }) {
  return (
    <EmptyState
      icon={<Blend aria-hidden />}
      title={gone ? 'There is no such list to compare with' : 'Which list to compare with?'}
    >
      <p>
        {gone && 'It may have been deleted. '}
        Choose a list above to see how many contacts are only here, in both, and only there.
      </p>
    </EmptyState>
  )
}

function NoOtherList() {
  return (
    <EmptyState icon={<Blend aria-hidden />} title="Nothing to compare with yet">
      <p>As soon as the account has another audience, you see here how many contacts the two share.</p>
    </EmptyState>
  )
}
