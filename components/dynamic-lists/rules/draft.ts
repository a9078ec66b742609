import type { Refinement, Rules } from '@/lib/dynamic-lists/rules/schema'
import type { NamedList } from '@/lib/dynamic-lists/schema'
import { type Catalog, fieldsOf, type Kind, kindOf, operatorsOf, type Subject } from './asked'

/** A refinement while it is filled in: everything as it was typed, also what the chosen operator does not ask for. */
export type DraftRefinement = {
  /** Tells it from the others, wherever it stands. */
  key: string
  subject: Subject
  op: string
  value: string
  from: string
  to: string
  days: string
  /** One value a line. */
  lines: string
  choices: string[]
  list: NamedList | undefined
}

export type DraftSelection = { key: string; refinements: DraftRefinement[] }

export type Draft = { selections: DraftSelection[]; exclusions: DraftSelection[] }

function newKey(): string {
  return Math.random().toString(36).slice(2)
}

const blank = { value: '', from: '', to: '', days: '', lines: '', choices: [], list: undefined }

export function newRefinement(): DraftRefinement {
  return { ...blank, key: newKey(), subject: 'email', op: 'present' }
}

export function newSelection(): DraftSelection {
  return { key: newKey(), refinements: [newRefinement()] }
}

/** The same about something else: of the operators that has, the first. */
export function about(draft: DraftRefinement, subject: Subject, catalog: Catalog): DraftRefinement {
  const kind = kindOf(subject, catalog)
  const known = kind ? operatorsOf(kind) : []
  const op = known.some(({ value }) => value === draft.op) ? draft.op : (known[0]?.value ?? '')
  return { ...draft, subject, op, value: '', from: '', to: '', lines: '', choices: [] }
}

/** What is filled in, as rules; whether they hold is for their schema to say. */
export function toRules(draft: Draft, catalog: Catalog): unknown {
  const part = (selections: readonly DraftSelection[]) =>
    selections.map(({ refinements }) => ({
      refinements: refinements.map((one) => toRefinement(one, catalog)),
    }))
  return { selections: part(draft.selections), exclusions: part(draft.exclusions) }
}

function toRefinement(draft: DraftRefinement, catalog: Catalog): unknown {
  const { subject, op, list } = draft
  const [on, name] = split(subject)
  switch (on) {
    case 'status':
      return { on, status: op }
    case 'permission':
      return { on, bit: Number(name), granted: op === 'granted' }
    case 'list':
      return { on, list: list && { kind: list.kind, id: list.id }, member: op === 'member' }
    case 'mailing':
      return { on, event: name, happened: op === 'happened', days: toNumber(draft.days) }
    case 'property':
      return { on, property: name, test: toTest(draft, kindOf(subject, catalog)) }
    default:
      return { on, test: toTest(draft, kindOf(subject, catalog)) }
  }
}

function toTest(draft: DraftRefinement, kind: Kind | undefined): unknown {
  const { op } = draft
  if (kind === undefined) return { op }
  if (op === 'birthday-today') return { type: 'birthday', days: 0 }
  if (op === 'birthday-within') return { type: 'birthday', days: toNumber(draft.days) }
  const type = kind === 'birthdate' ? 'date' : kind
  const typed = (text: string) => (kind === 'number' ? toNumber(text) : text)
  switch (fieldsOf(kind, op)) {
    case 'value':
      return kind === 'text' || kind === 'number'
        ? { type, op, value: typed(draft.value) }
        : { type, op, day: draft.value }
    case 'range':
      return { type, op, from: typed(draft.from), to: typed(draft.to) }
    case 'days':
      return { type, op, days: toNumber(draft.days) }
    case 'lines':
      return { type, op, values: linesOf(draft.lines) }
    case 'choices':
      return kind === 'set'
        ? { type, op, bits: draft.choices.map(Number) }
        : { type, op, values: draft.choices }
    default:
      return { type, op }
  }
}

/** As people write numbers: with a point or a comma. Nothing, or no number, is none. */
function toNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text.trim().replace(',', '.'))
}

function linesOf(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean)
}

function split(subject: Subject): [on: string, name: string] {
  const colon = subject.indexOf(':')
  return colon < 0 ? [subject, ''] : [subject.slice(0, colon), subject.slice(colon + 1)]
}

/** `lists`: those that the rules name. */
export function toDraft(rules: Rules, lists: readonly NamedList[]): Draft {
  const part = (selections: Rules['selections']) =>
    selections.map(({ refinements }) => ({
      key: newKey(),
      refinements: refinements.map((one) => ({ ...blank, key: newKey(), ...filledIn(one, lists) })),
    }))
  return { selections: part(rules.selections), exclusions: part(rules.exclusions) }
}

type Filled = Pick<DraftRefinement, 'subject' | 'op'> & Partial<DraftRefinement>

function filledIn(refinement: Refinement, lists: readonly NamedList[]): Filled {
  switch (refinement.on) {
    case 'status':
      return { subject: 'status', op: refinement.status }
    case 'permission':
      return {
        subject: `permission:${refinement.bit}`,
        op: refinement.granted ? 'granted' : 'withheld',
      }
    case 'list':
      return {
        subject: 'list',
        op: refinement.member ? 'member' : 'no-member',
        list: lists.find(({ id }) => id === refinement.list.id),
      }
    case 'mailing':
      return {
        subject: `mailing:${refinement.event}`,
        op: refinement.happened ? 'happened' : 'not-happened',
        days: String(refinement.days),
      }
    case 'property':
      return { subject: `property:${refinement.property}`, ...testFilledIn(refinement.test) }
    default:
      return { subject: refinement.on, ...testFilledIn(refinement.test) }
  }
}

type Test = Extract<Refinement, { on: 'property' }>['test']

function testFilledIn(test: Test): Omit<Filled, 'subject'> {
  if (test.type === 'birthday') {
    return test.days === 0 ? { op: 'birthday-today' } : { op: 'birthday-within', days: String(test.days) }
  }
  if ('bits' in test) return { op: test.op, choices: test.bits.map(String) }
  if ('values' in test) {
    return test.type === 'gender'
      ? { op: test.op, choices: test.values }
      : { op: test.op, lines: test.values.join('\n') }
  }
  if ('from' in test) return { op: test.op, from: String(test.from), to: String(test.to) }
  if ('days' in test) return { op: test.op, days: String(test.days) }
  if ('day' in test) return { op: test.op, value: test.day }
  return 'value' in test ? { op: test.op, value: String(test.value) } : { op: test.op }
}
