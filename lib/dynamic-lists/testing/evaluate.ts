import type {
  DateTest,
  GenderTest,
  NumberTest,
  PropertyTest,
  Refinement,
  Rules,
  SetTest,
  TextTest,
} from '../rules/schema'

/** A contact as tests make it. */
export type Person = {
  id: string
  email?: string
  status?: 'active' | 'inactive'
  /** A moment. */
  createdAt?: string
  properties?: Record<string, unknown>
  /** Bits of permissions that were granted, and of those that were withdrawn. */
  granted?: number[]
  withdrawn?: number[]
  /** Ids of audiences and static lists. */
  lists?: number[]
  events?: { kind: 'received' | 'opened' | 'clicked'; at: string }[]
  erased?: boolean
}

type At = { now: Date; timeZone: string }

/** Whether a person is in a list with these rules: what the database must agree with, said in another way. */
export function isIn(rules: Rules, person: Person, at: At): boolean {
  const meets = ({ refinements }: Rules['selections'][number]) =>
    refinements.every((refinement) => meetsRefinement(refinement, person, at))
  return !person.erased && rules.selections.some(meets) && !rules.exclusions.some(meets)
}

function meetsRefinement(refinement: Refinement, person: Person, at: At): boolean {
  switch (refinement.on) {
    case 'property':
      return meetsTest(refinement.test, person.properties?.[refinement.property], at)
    case 'email':
      return meetsText(refinement.test, person.email)
    case 'status':
      return (person.status ?? 'active') === refinement.status
    case 'created':
      return meetsDay(refinement.test, localDay(new Date(person.createdAt ?? 0), at.timeZone), at)
    case 'permission':
      return (person.granted ?? []).includes(refinement.bit) === refinement.granted
    case 'list':
      return (person.lists ?? []).includes(refinement.list.id) === refinement.member
    case 'mailing': {
      const did = (person.events ?? []).some(
        ({ kind, at: moment }) =>
          kind === refinement.event &&
          daysFrom(localDay(new Date(moment), at.timeZone), localDay(at.now, at.timeZone)) <= refinement.days,
      )
      return did === refinement.happened
    }
  }
}

function meetsTest(test: PropertyTest, value: unknown, at: At): boolean {
  const text = typeof value === 'string' && value !== '' ? value : undefined
  const today = localDay(at.now, at.timeZone)
  switch (test.type) {
    case 'text':
      return meetsText(test, text)
    case 'number':
      return meetsNumber(test, value)
    case 'date':
      return meetsDay(test, isDay(text) ? text : undefined, at)
    case 'moment':
      return meetsDay(test, dayOfMoment(text, at.timeZone), at)
    case 'birthday':
      return isDay(text) && hasBirthday(text, test.days, today)
    case 'gender':
      return meetsGender(test, text)
    case 'set':
      return meetsSet(test, value)
  }
}

function meetsGender(test: GenderTest, value: string | undefined): boolean {
  if (!('values' in test)) return (value !== undefined) === (test.op === 'present')
  return (test.values as string[]).includes(value ?? '') === (test.op === 'one-of')
}

function meetsText(test: TextTest, value: string | undefined): boolean {
  const text = value?.toLowerCase()
  if (test.op === 'one-of') return test.values.some((wanted) => wanted.toLowerCase() === text)
  if (!('value' in test)) return (value !== undefined) === (test.op === 'present')
  const wanted = test.value.toLowerCase()
  switch (test.op) {
    case 'is':
      return text === wanted
    case 'is-not':
      return text !== wanted
    case 'contains':
      return text?.includes(wanted) ?? false
    case 'not-contains':
      return !text?.includes(wanted)
    case 'starts-with':
      return text?.startsWith(wanted) ?? false
    case 'ends-with':
      return text?.endsWith(wanted) ?? false
  }
}

function meetsNumber(test: NumberTest, value: unknown): boolean {
  if (typeof value !== 'number') return test.op === 'absent' || test.op === 'ne'
  switch (test.op) {
    case 'present':
    case 'absent':
      return test.op === 'present'
    case 'eq':
      return value === test.value
    case 'ne':
      return value !== test.value
    case 'lt':
      return value < test.value
    case 'lte':
      return value <= test.value
    case 'gt':
      return value > test.value
    case 'gte':
      return value >= test.value
    case 'between':
      return value >= test.from && value <= test.to
  }
}

function meetsDay(test: DateTest, day: string | undefined, { now, timeZone }: At): boolean {
  if (test.op === 'absent') return day === undefined
  if (day === undefined) return false
  const ago = daysFrom(day, localDay(now, timeZone))
  switch (test.op) {
    case 'present':
      return true
    case 'on':
      return day === test.day
    case 'before':
      return day < test.day
    case 'after':
      return day > test.day
    case 'between':
      return day >= test.from && day <= test.to
    case 'last-days':
      return ago >= 0 && ago <= test.days
    case 'before-days':
      return ago > test.days
    case 'next-days':
      return ago <= 0 && -ago <= test.days
  }
}

/** Looks at each of the coming days, as somebody with a calendar would. */
function hasBirthday(born: string, days: number, today: string): boolean {
  for (let offset = 0; offset <= days; offset++) {
    const date = new Date(`${today}T12:00:00Z`)
    date.setUTCDate(date.getUTCDate() + offset)
    const [year, monthDay] = [date.getUTCFullYear(), date.toISOString().slice(5, 10)]
    const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29
    const celebrated = born.slice(5) === '02-29' && !isLeap ? '02-28' : born.slice(5)
    if (celebrated === monthDay) return true
  }
  return false
}

function meetsSet(test: SetTest, value: unknown): boolean {
  const bits: unknown[] = Array.isArray(value) ? value : []
  switch (test.op) {
    case 'present':
      return bits.length > 0
    case 'absent':
      return bits.length === 0
    case 'any-of':
      return test.bits.some((bit) => bits.includes(bit))
    case 'all-of':
      return test.bits.every((bit) => bits.includes(bit))
    case 'none-of':
      return !test.bits.some((bit) => bits.includes(bit))
  }
}

const dayOfMoment = (text: string | undefined, timeZone: string) =>
  text?.endsWith('Z') ? localDay(new Date(text), timeZone) : undefined

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')

function localDay(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(moment)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`
}

/** Calendar days from one to a later one. */
function daysFrom(day: string, later: string): number {
  return Math.round(
    (new Date(`${later}T12:00Z`).getTime() - new Date(`${day}T12:00Z`).getTime()) / 86_400_000,
  )
}
