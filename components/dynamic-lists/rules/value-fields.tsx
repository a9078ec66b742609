'use client'

import type { ReactNode } from 'react'
import { Checkbox } from '../../ui/checkbox'
import { Field } from '../../ui/field'
import { FormMessage } from '../../ui/form-message'
import { Input } from '../../ui/input'
import { Textarea } from '../../ui/textarea'
import { type Catalog, choicesOf, fieldsOf, helpOf, type Kind } from './asked'
import type { DraftRefinement } from './draft'
import { ListPicker, type NameableLists } from './list-picker'
import { type Problem, problemAt } from './problems'

type Props = {
  draft: DraftRefinement
  kind: Kind
  catalog: Catalog
  lists: NameableLists
  problems: readonly Problem[]
  onChange: (filledIn: Partial<DraftRefinement>) => void
}

/** What is filled in with an operator. */
export function ValueFields(props: Props) {
  const { draft, kind, lists, problems, onChange } = props
  const help = helpOf(draft.op)
  switch (fieldsOf(kind, draft.op)) {
    case 'value':
      return (
        <Field label="Value" hideLabel help={help} error={problemAt(problems, 'value', 'day')}>
          <TypedInput kind={kind} value={draft.value} onChange={(value) => onChange({ value })} />
        </Field>
      )
    case 'range':
      return (
        <Pair word="and">
          <Field
            label="From"
            hideLabel
            help={help}
            error={problemAt(problems, 'from')}
            className="min-w-0 flex-1"
          >
            <TypedInput kind={kind} value={draft.from} onChange={(from) => onChange({ from })} />
          </Field>
          <Field label="To" hideLabel error={problemAt(problems, 'to')} className="min-w-0 flex-1">
            <TypedInput kind={kind} value={draft.to} onChange={(to) => onChange({ to })} />
          </Field>
        </Pair>
      )
    case 'lines':
      return (
        <Field label="Values" hideLabel help="One a line." error={problemAt(problems, 'values')}>
          <Textarea
            rows={3}
            value={draft.lines}
            onChange={(event) => onChange({ lines: event.target.value })}
          />
        </Field>
      )
    case 'days':
      return (
        <Field label="Days" hideLabel help={help} error={problemAt(problems, 'days')}>
          <DaysInput value={draft.days} onChange={(days) => onChange({ days })} />
        </Field>
      )
    case 'choices':
      return <Choices {...props} help={help} />
    case 'list':
      return (
        <Field label="List" hideLabel error={problemAt(problems, 'list')}>
          <ListPicker {...lists} chosen={draft.list} onChoose={(list) => onChange({ list })} />
        </Field>
      )
    default:
      return null
  }
}

type InputProps = { value: string; onChange: (value: string) => void }

function TypedInput({ kind, value, onChange }: InputProps & { kind: Kind }) {
  const isDate = kind === 'date' || kind === 'moment' || kind === 'birthdate'
  return (
    <Input
      type={isDate ? 'date' : 'text'}
      inputMode={kind === 'number' ? 'decimal' : undefined}
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  )
}

function DaysInput({ value, onChange }: InputProps) {
  return (
    <span className="flex items-center gap-2 text-sm">
      <Input
        inputMode="numeric"
        autoComplete="off"
        className="max-w-24"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      days
    </span>
  )
}

function Pair({ word, children }: { word: string; children: [ReactNode, ReactNode] }) {
  return (
    <div className="flex flex-col gap-2 text-sm sm:flex-row sm:items-start">
      {children[0]}
      <span className="flex shrink-0 items-center text-muted sm:h-field">{word}</span>
      {children[1]}
    </div>
  )
}

function Choices({ draft, catalog, problems, help, onChange }: Props & { help: string | undefined }) {
  const { choices } = draft
  const toggle = (value: string, on: boolean) =>
    onChange({ choices: on ? [...choices, value] : choices.filter((other) => other !== value) })
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="sr-only">Choices</legend>
      <div className="flex min-h-field flex-wrap items-center gap-x-4 gap-y-1">
        {choicesOf(draft.subject, catalog).map(({ value, label }) => (
          <Checkbox
            key={value}
            label={label}
            checked={choices.includes(value)}
            onChange={(event) => toggle(value, event.target.checked)}
          />
        ))}
      </div>
      {help && <p className="text-muted text-xs">{help}</p>}
      <FormMessage>{problemAt(problems, 'values', 'bits')}</FormMessage>
    </fieldset>
  )
}
