'use client'

import { Play } from 'lucide-react'
import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { formatNoun } from '@/lib/format/counts'
import type { ImportDetail, Rejection } from '@/lib/imports/schema'
import { Button, ButtonLink } from '../ui/button'
import { FormMessage } from '../ui/form-message'
import { Notice } from '../ui/notice'
import type { ImportActions } from './actions'
import { ImportFigures } from './import-figures'
import { ImportProgress } from './import-progress'
import { RejectedRows } from './rejected-rows'

type Props = {
  draft: ImportDetail
  rejections: readonly Rejection[]
  actions: Pick<ImportActions, 'check' | 'start' | 'cancel'>
}

/** Finds out what a draft would do, and then has it done. */
export function CheckStep({ draft, rejections, actions }: Props) {
  const [error, setError] = useState<string>()
  const [pending, startTransition] = useTransition()
  const router = useRouter()
  const { id: importId, status, counts } = draft
  const check = () =>
    startTransition(async () => {
      const result = await actions.check({ importId })
      setError(result.ok ? undefined : result.error)
    })
  const start = () =>
    startTransition(async () => {
      const result = await actions.start({ importId })
      setError(result.ok ? undefined : result.error)
      if (result.ok) router.push(`/imports/${importId}/report` as Route)
    })
  if (status === 'checking') return <ImportProgress of={draft} cancel={actions.cancel} />
  const isChecked = status === 'checked'
  const nothing = counts.received === counts.rejected + counts.duplicates
  return (
    <div className="flex flex-col gap-6">
      {isChecked ? (
        <>
          <Notice>Nothing has changed yet: this is what would happen, to the row.</Notice>
          <ImportFigures counts={counts} isCheck />
          <Withdrawn draft={draft} />
          <RejectedRows of={draft} rows={rejections} />
        </>
      ) : (
        <p className="max-w-[75ch] text-muted">
          The whole file is read and compared with the contacts there are, and you are told what would happen,
          to the row. Nothing is changed by it.
        </p>
      )}
      {draft.problem !== null && <Notice tone="danger">{draft.problem}</Notice>}
      <FormMessage>{error}</FormMessage>
      <div className="flex flex-wrap justify-end gap-2">
        <ButtonLink href={`/imports/${importId}/destination` as Route}>Back</ButtonLink>
        {isChecked ? (
          <Button
            variant="primary"
            icon={<Play aria-hidden />}
            pending={pending}
            disabled={nothing}
            onClick={start}
          >
            Import {formatNoun(counts.created + counts.updated + counts.unchanged, 'contact')}
          </Button>
        ) : (
          <Button variant="primary" pending={pending} onClick={check}>
            Check file
          </Button>
        )}
      </div>
    </div>
  )
}

function Withdrawn({ draft: { counts, settings } }: { draft: ImportDetail }) {
  if (counts.withdrawn === 0) return null
  const who = formatNoun(counts.withdrawn, 'permission was', 'permissions were')
  return settings.regrant ? (
    <Notice tone="warning">{who} withdrawn before, and would be granted again, as you chose.</Notice>
  ) : (
    <Notice>{who} withdrawn before by the contacts themselves, and would stay so.</Notice>
  )
}
