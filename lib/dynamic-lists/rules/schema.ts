import { z } from 'zod'
import { ContactStatus, type PropertyType } from '@/lib/contacts/schema'
import { ListId, ListKind } from '@/lib/lists/schema'
import { PermissionBit } from '@/lib/permissions/schema'

export const selectionsMax = 10
export const refinementsMax = 20
/** In the selections and the exclusions together. */
export const refinementsInAllMax = 100
/** Values that one refinement offers to choose from. */
export const choicesMax = 100
/** A hundred years, so that an age can be told in days. */
export const daysMax = 36_500
export const birthdayDaysMax = 365
/** Of the rules as JSON. */
export const rulesBytesMax = 64 * 1024
const textMax = 1_000

/** Rules, selections, selection, refinements, refinement, test, values. */
const levelsMax = 7

const Text = z
  .string()
  .min(1, 'Enter a text.')
  .max(textMax, `At most ${textMax.toLocaleString('en')} characters.`)
  .refine((text) => text.isWellFormed() && !/[^\P{Cc}\t\r\n]/u.test(text), {
    error: 'Leave out control characters.',
  })

const Amount = z
  .number('Enter a number.')
  .min(Number.MIN_SAFE_INTEGER, 'That number is too small.')
  .max(Number.MAX_SAFE_INTEGER, 'That number is too large.')

const Day = z.iso
  .date('Enter a date.')
  .refine((day) => day >= '1800-01-01' && day <= '8999-12-31', { error: 'Enter a date from 1800 to 8999.' })

const days = (max: number) =>
  z
    .int('Enter a whole number.')
    .min(0, 'Enter 0 or more.')
    .max(max, `At most ${max.toLocaleString('en')} days.`)

const choices = <Choice extends z.ZodType>(choice: Choice) =>
  z.array(choice).min(1, 'Choose at least one.').max(choicesMax, `At most ${choicesMax} values.`)

/** Whether there is a value at all. */
const valued = <Type extends string>(type: Type) =>
  z.strictObject({ type: z.literal(type), op: z.enum(['present', 'absent']) })

const inOrder = { error: 'Enter the larger or the later of the two here.', path: ['to'] }

/**
 * Compares without regard to case. Who has no value meets the negations: a contact without a city *is not* in Paris, and its
 * city *does not contain* anything.
 */
export const TextTest = z.discriminatedUnion('op', [
  z.strictObject({
    type: z.literal('text'),
    op: z.enum(['is', 'is-not', 'contains', 'not-contains', 'starts-with', 'ends-with']),
    value: Text,
  }),
  z.strictObject({ type: z.literal('text'), op: z.literal('one-of'), values: choices(Text) }),
  valued('text'),
])
export type TextTest = z.infer<typeof TextTest>

/** Who has no value is unequal to every number, and not less or more than any. */
const NumberTest = z.discriminatedUnion('op', [
  z.strictObject({
    type: z.literal('number'),
    op: z.enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte']),
    value: Amount,
  }),
  z
    .strictObject({ type: z.literal('number'), op: z.literal('between'), from: Amount, to: Amount })
    .refine(({ from, to }) => from <= to, inOrder),
  valued('number'),
])
export type NumberTest = z.infer<typeof NumberTest>

/**
 * Days are those of the account's calendar. "In the last 7 days" begins with the day that was 7 days ago and includes today;
 * "more than 7 days ago" is what lies before; "in the next 7 days" begins with today.
 */
const datesOf = <Type extends 'date' | 'moment'>(type: Type) =>
  z.discriminatedUnion('op', [
    z.strictObject({ type: z.literal(type), op: z.enum(['on', 'before', 'after']), day: Day }),
    z
      .strictObject({ type: z.literal(type), op: z.literal('between'), from: Day, to: Day })
      .refine(({ from, to }) => from <= to, inOrder),
    z.strictObject({
      type: z.literal(type),
      op: z.enum(['last-days', 'before-days', 'next-days']),
      days: days(daysMax),
    }),
    valued(type),
  ])
const DateTest = datesOf('date')
export const MomentTest = datesOf('moment')
export type DateTest = z.infer<typeof DateTest> | z.infer<typeof MomentTest>

/** A birthday today (0 days) or within so many; who was born on 29 February has it on the 28th in other years. */
const BirthdayTest = z.strictObject({ type: z.literal('birthday'), days: days(birthdayDaysMax) })

export const genders = ['M', 'F', 'X', 'U'] as const
/** Who has no value is in none of them. */
const GenderTest = z.discriminatedUnion('op', [
  z.strictObject({
    type: z.literal('gender'),
    op: z.enum(['one-of', 'none-of']),
    values: choices(z.enum(genders)),
  }),
  valued('gender'),
])
export type GenderTest = z.infer<typeof GenderTest>

/** Of a set's choices, by their bits. Who has none of them has "none of" any. */
const SetTest = z.discriminatedUnion('op', [
  z.strictObject({
    type: z.literal('set'),
    op: z.enum(['any-of', 'all-of', 'none-of']),
    bits: choices(z.int().min(0).max(63)),
  }),
  valued('set'),
])
export type SetTest = z.infer<typeof SetTest>

export const PropertyTest = z.discriminatedUnion('type', [
  TextTest,
  NumberTest,
  DateTest,
  MomentTest,
  BirthdayTest,
  GenderTest,
  SetTest,
])
export type PropertyTest = z.infer<typeof PropertyTest>

/** Which tests a property of each type can be put to. */
export const testsOf: Record<PropertyType, readonly PropertyTest['type'][]> = {
  string: ['text'],
  email: ['text'],
  mobNr: ['text'],
  postcode: ['text'],
  int: ['number'],
  money: ['number'],
  date: ['date'],
  dateTime: ['moment'],
  birthdate: ['date', 'birthday'],
  gender: ['gender'],
  set: ['set'],
}

/** Kinds of lists that rules can name: never those that have rules themselves, so no circle can come to be. */
export const NamedListKind = ListKind.extract(['audience', 'static'])

export const mailingEvents = ['received', 'opened', 'clicked'] as const

/** One thing that is asked of a contact. */
export const Refinement = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('property'), property: z.string().min(1).max(63), test: PropertyTest }),
  z.strictObject({ on: z.literal('email'), test: TextTest }),
  z.strictObject({ on: z.literal('status'), status: ContactStatus }),
  z.strictObject({ on: z.literal('created'), test: MomentTest }),
  z.strictObject({ on: z.literal('permission'), bit: PermissionBit, granted: z.boolean() }),
  z.strictObject({
    on: z.literal('list'),
    list: z.strictObject({ kind: NamedListKind, id: ListId }, 'Choose a list.'),
    member: z.boolean(),
  }),
  z.strictObject({
    on: z.literal('mailing'),
    event: z.enum(mailingEvents),
    happened: z.boolean(),
    days: days(daysMax),
  }),
])
export type Refinement = z.infer<typeof Refinement>

/** A contact is in it who meets all of its refinements. */
const Selection = z.strictObject({
  refinements: z
    .array(Refinement)
    .min(1, 'Add at least one refinement.')
    .max(refinementsMax, `At most ${refinementsMax} refinements in one selection.`),
})
export type Selection = z.infer<typeof Selection>

const Shape = z
  .strictObject({
    selections: z
      .array(Selection)
      .min(1, 'Add at least one selection.')
      .max(selectionsMax, `At most ${selectionsMax} selections.`),
    exclusions: z.array(Selection).max(selectionsMax, `At most ${selectionsMax} exclusions.`).default([]),
  })
  .refine((rules) => new TextEncoder().encode(JSON.stringify(rules)).length <= rulesBytesMax, {
    error: `The rules are too large: at most ${rulesBytesMax / 1024} KB as JSON. Shorten their lists of values.`,
  })

/** Who is in a list: whoever is in any of the selections and in none of the exclusions. */
export const Rules = z
  .custom<z.input<typeof Shape>>()
  .check(({ value, issues }) => {
    const problem = outOfBounds(value)
    if (problem !== undefined) issues.push({ code: 'custom', message: problem, input: value })
  })
  .pipe(Shape)
export type Rules = z.output<typeof Rules>

/** Said of the whole before it is looked at part by part, where it would be said a hundred times or more. */
function outOfBounds(value: unknown): string | undefined {
  if (isDeeper(value, levelsMax)) {
    return `Rules have at most ${levelsMax} levels: selections, their refinements and what these ask. These have more.`
  }
  const count = refinementCount(value)
  if (count <= refinementsInAllMax) return undefined
  return `Rules have at most ${refinementsInAllMax} refinements in all; these have ${count.toLocaleString('en')}.`
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((each) => isDeeper(each, levels - 1))
}

function refinementCount(value: unknown): number {
  const { selections, exclusions } = (value ?? {}) as Record<string, unknown>
  const parts = [selections, exclusions].filter(Array.isArray).flat()
  const counts = parts.map((part) => (Array.isArray(part?.refinements) ? part.refinements.length : 0))
  return counts.reduce((sum, count) => sum + count, 0)
}
