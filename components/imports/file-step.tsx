'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { FileFormat, ImportDetail, Sample } from '@/lib/imports/schema'
import { StepFooter } from '../ui/step-footer'
import type { ImportActions } from './actions'
import { FormatFields } from './format-fields'
import { SampleTable } from './sample-table'
import { useSaving } from './use-saving'

type Props = { draft: ImportDetail; sample: Sample; change: ImportActions['changeFormat'] }

/** How a file that is here is read. */
export function FileStep({ draft, sample, change }: Props) {
  const { id: importId, settings } = draft
  const { separator, encoding, hasHeading } = settings
  const [format, setFormat] = useState<FileFormat>({ separator, encoding, hasHeading })
  const router = useRouter()
  const saving = useSaving((settings: FileFormat) => change({ importId, settings }))
  const edit = (next: FileFormat) => {
    setFormat(next)
    saving.keep(next)
  }
  return (
    <div className="flex flex-col gap-6">
      <FormatFields format={format} onChange={edit} />
      <SampleTable sample={sample} />
      <StepFooter
        back={'/imports' as Route}
        note={saving.note}
        message={saving.message}
        pending={saving.pending}
        onGoOn={() => router.push(`/imports/${importId}/columns` as Route)}
      />
    </div>
  )
}
