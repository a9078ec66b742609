'use client'

import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Field } from '../../ui/field'
import { FormMessage } from '../../ui/form-message'
import { IconButton } from '../../ui/icon-button'
import { Select } from '../../ui/select'
import { type Catalog, kindOf, operatorsOf, subjectsOf } from './asked'
import { about, type DraftRefinement } from './draft'
import type { NameableLists } from './list-picker'
import { ownProblem, type Problem } from './problems'
import { ValueFields } from './value-fields'

type Props = {
  /** Its place in the selection, from 1. */
  place: number
  draft: DraftRefinement
  catalog: Catalog
  lists: NameableLists
  problems: readonly Problem[]
  /** It was just added: the focus goes to it. */
  fresh: boolean
  onChange: (draft: DraftRefinement) => void
  /** Absent where the last one has to stay. */
  onRemove: (() => void) | undefined
}

/** One thing that is asked of a contact: of what, how, and with what value. */
export function RefinementRow(props: Props) {
  const { place, draft, catalog, lists, problems, fresh, onChange, onRemove } = props
  const group = useRef<HTMLFieldSetElement>(null)
  const kind = kindOf(draft.subject, catalog)

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it appears.
  useEffect(() => {
    if (fresh) group.current?.querySelector('select')?.focus()
  }, [])

  return (
    <fieldset ref={group} className="relative flex flex-col gap-2 py-2 lg:flex-row lg:items-start">
      <legend className="sr-only">Refinement {place}</legend>
      <span aria-hidden className="w-10 shrink-0 text-muted text-sm lg:flex lg:h-field lg:items-center">
        {place === 1 ? 'Who' : 'and'}
      </span>
      <Field label="About" hideLabel className="lg:w-56">
        <Select
          options={subjectsOf(catalog)}
          value={draft.subject}
          onChange={(event) => onChange(about(draft, event.target.value, catalog))}
        />
      </Field>
      {kind && (
        <>
          <Field label="How" hideLabel className="lg:w-48">
            <Select
              options={operatorsOf(kind)}
              value={draft.op}
              onChange={(event) => onChange({ ...draft, op: event.target.value })}
            />
          </Field>
          <div className="min-w-0 flex-1">
            <ValueFields
              {...{ draft, kind, catalog, lists, problems }}
              onChange={(filledIn) => onChange({ ...draft, ...filledIn })}
            />
            <FormMessage>{ownProblem(problems)}</FormMessage>
          </div>
        </>
      )}
      {onRemove && (
        <span className="absolute top-0 right-0 lg:static">
          <IconButton label={`Remove refinement ${place}`} icon={<X aria-hidden />} onClick={onRemove} />
        </span>
      )}
    </fieldset>
  )
}
