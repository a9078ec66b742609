'use client'

import type { Route } from 'next'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { ColumnSettings, ColumnTarget, ImportDetail, Mapping, Sample } from '@/lib/imports/schema'
import { Checkbox } from '../ui/checkbox'
import { Notice } from '../ui/notice'
import { Select } from '../ui/select'
import { StepFooter } from '../ui/step-footer'
import type { ImportActions } from './actions'
import { useSaving } from './use-saving'

type Props = {
  draft: ImportDetail
  mapping: Mapping & { sample: Sample }
  change: ImportActions['changeColumns']
}

/** Where each column of the file goes. */
export function ColumnsStep({ draft, mapping, change }: Props) {
  const { id: importId, settings } = draft
  const { sample, properties } = mapping
  const [chosen, setChosen] = useState<ColumnSettings>({
    columns: mapping.columns,
    emptyCells: settings.emptyCells,
    known: settings.known,
  })
  const router = useRouter()
  const saving = useSaving((settings: ColumnSettings) => change({ importId, settings }))
  const edit = (changes: Partial<ColumnSettings>) => {
    const next = { ...chosen, ...changes }
    setChosen(next)
    saving.keep(next)
  }
  const options = [
    { value: '', label: 'Do not import' },
    { value: 'id', label: 'Contact id' },
    { value: 'email', label: 'E-mail address' },
    ...properties.map(({ name, label }) => ({ value: `property:${name}`, label })),
  ]
  const place = (at: number, target: ColumnTarget) =>
    edit({ columns: chosen.columns.map((before, i) => (i === at ? target : before)) })
  return (
    <div className="flex flex-col gap-6">
      {sample.problem !== null && <Notice tone="danger">{sample.problem}</Notice>}
      <div className="@container rounded-md border border-line">
        <ul aria-label="Columns of the file" className="divide-y divide-line">
          {sample.heading.map((name, at) => (
            <ColumnRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              key={at}
              name={name}
              samples={sample.rows.map((cells) => cells[at] ?? '')}
              target={chosen.columns[at] ?? ''}
              options={options}
              onPlace={(target) => place(at, target)}
            />
          ))}
        </ul>
      </div>
      <WhoNotice columns={chosen.columns} problem={mapping.problem} />
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-2 font-medium text-sm">What is known already</legend>
        <Checkbox
          label="Update contacts that are known"
          help="Without it they stay as they are, and only new contacts are described by the file."
          checked={chosen.known === 'update'}
          onChange={(event) => edit({ known: event.target.checked ? 'update' : 'leave' })}
        />
        <Checkbox
          label="Empty cells empty what is known"
          help="Without it an empty cell says nothing, and what is known stays."
          disabled={chosen.known === 'leave'}
          checked={chosen.emptyCells === 'clear'}
          onChange={(event) => edit({ emptyCells: event.target.checked ? 'clear' : 'keep' })}
        />
      </fieldset>
      <StepFooter
        back={`/imports/${importId}/file` as Route}
        note={saving.note}
        message={saving.message}
        pending={saving.pending}
        onGoOn={() => saving.goOn(chosen, () => router.push(`/imports/${importId}/destination` as Route))}
      />
    </div>
  )
}

type RowProps = {
  name: string
  samples: string[]
  target: ColumnTarget
  options: { value: string; label: string }[]
  onPlace: (target: ColumnTarget) => void
}

function ColumnRow({ name, samples, target, options, onPlace }: RowProps) {
  const shown = samples.filter((sample) => sample.trim() !== '').slice(0, 3)
  return (
    <li className="grid items-center gap-x-6 gap-y-2 px-3 py-2.5 @xl:grid-cols-[minmax(0,1fr)_minmax(0,1.5fr)_240px]">
      <span className="truncate font-medium text-sm" title={name}>
        <bdi>{name}</bdi>
      </span>
      <span className="truncate text-muted text-sm">
        <bdi>{shown.length > 0 ? shown.join(' · ') : 'Empty in the first rows'}</bdi>
      </span>
      <Select
        aria-label={`${name} goes to`}
        value={target}
        onChange={(event) => onPlace(event.target.value as ColumnTarget)}
        options={options}
      />
    </li>
  )
}

/** Says how a row names its contact: the one thing that a mapping must tell. */
function WhoNotice({ columns, problem }: { columns: readonly ColumnTarget[]; problem: string | null }) {
  if (problem !== null) return <Notice tone="warning">{problem}</Notice>
  if (columns.includes('id')) return null
  return (
    <Notice>
      No column holds the contact id, so the e-mail address says who a row is about: the contact that has it,
      or a new one whose id is the address.
    </Notice>
  )
}
