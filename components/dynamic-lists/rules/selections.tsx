'use client'

import { Plus, Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { refinementsMax, selectionsMax } from '@/lib/dynamic-lists/rules/schema'
import { Button } from '../../ui/button'
import { FormMessage } from '../../ui/form-message'
import type { Catalog } from './asked'
import { type DraftSelection, newRefinement, newSelection } from './draft'
import type { NameableLists } from './list-picker'
import { type Problem, within } from './problems'
import { RefinementRow } from './refinement-row'

type Shared = { catalog: Catalog; lists: NameableLists; problems: readonly Problem[] }

type Props = Shared & {
  title: string
  lead: string
  /** What one of them is called: "selection", "exclusion". */
  noun: string
  /** How few there can be. */
  min: 0 | 1
  selections: readonly DraftSelection[]
  onChange: (selections: DraftSelection[]) => void
}

/** Cards of which a contact has to meet one: those who are in, or those who are left out. */
export function Selections(props: Props) {
  const { title, lead, noun, min, selections, problems, onChange, ...shared } = props
  const section = useRef<HTMLElement>(null)
  const [fresh, setFresh] = useState<string>()
  const add = () => {
    const added = newSelection()
    setFresh(added.refinements[0]?.key)
    onChange([...selections, added])
  }
  const put = (at: number, selection: DraftSelection | undefined) => {
    onChange(selections.toSpliced(at, 1, ...(selection ? [selection] : [])))
    // What was pressed has gone with it.
    if (!selection) section.current?.querySelector<HTMLElement>('[data-add-selection]')?.focus()
  }
  return (
    <section ref={section} aria-label={title} className="flex flex-col gap-3">
      <div>
        <h2 className="font-semibold text-base">{title}</h2>
        <p className="text-muted text-sm">{lead}</p>
      </div>
      {selections.map((selection, at) => (
        <div key={selection.key} className="flex flex-col gap-3">
          {at > 0 && <Or />}
          <Card
            {...shared}
            name={`${noun} ${at + 1}`}
            selection={selection}
            problems={within(problems, at)}
            fresh={fresh}
            onFresh={setFresh}
            onChange={(changed) => put(at, changed)}
            onRemove={selections.length > min ? () => put(at, undefined) : undefined}
          />
        </div>
      ))}
      <div>
        <Button
          data-add-selection
          icon={<Plus aria-hidden />}
          aria-disabled={selections.length >= selectionsMax}
          onClick={() => selections.length < selectionsMax && add()}
        >
          Add {noun}
        </Button>
      </div>
    </section>
  )
}

function Or() {
  return (
    <div className="flex items-center gap-3 text-muted text-sm">
      <span className="h-px w-6 bg-line" />
      or
      <span className="h-px flex-1 bg-line" />
    </div>
  )
}

type CardProps = Shared & {
  name: string
  selection: DraftSelection
  fresh: string | undefined
  onFresh: (key: string) => void
  onChange: (selection: DraftSelection) => void
  onRemove: (() => void) | undefined
}

function Card(props: CardProps) {
  const { name, selection, problems, fresh, onFresh, onChange, onRemove, ...shared } = props
  const { refinements } = selection
  const card = useRef<HTMLFieldSetElement>(null)
  const add = () => {
    const added = newRefinement()
    onFresh(added.key)
    onChange({ ...selection, refinements: [...refinements, added] })
  }
  const remove = (at: number) => {
    onChange({ ...selection, refinements: refinements.toSpliced(at, 1) })
    card.current?.querySelector<HTMLElement>('[data-add-refinement]')?.focus()
  }
  return (
    <fieldset ref={card} className="min-w-0 rounded-lg border border-line bg-raised px-4 py-2">
      <legend className="sr-only">{name}</legend>
      <div className="divide-y divide-line">
        {refinements.map((draft, at) => (
          <RefinementRow
            key={draft.key}
            {...shared}
            place={at + 1}
            draft={draft}
            problems={within(problems, 'refinements', at)}
            fresh={draft.key === fresh}
            onChange={(changed) => onChange({ ...selection, refinements: refinements.with(at, changed) })}
            onRemove={refinements.length > 1 ? () => remove(at) : undefined}
          />
        ))}
      </div>
      <FormMessage>{problems.find(({ path }) => path.length === 1)?.message}</FormMessage>
      <div className="flex flex-wrap justify-between gap-2 border-line border-t pt-2">
        <Button
          data-add-refinement
          variant="ghost"
          size="small"
          icon={<Plus aria-hidden />}
          aria-disabled={refinements.length >= refinementsMax}
          onClick={() => refinements.length < refinementsMax && add()}
        >
          Add refinement
        </Button>
        {onRemove && (
          <Button variant="ghost" size="small" icon={<Trash2 aria-hidden />} onClick={onRemove}>
            Remove {name}
          </Button>
        )}
      </div>
    </fieldset>
  )
}
