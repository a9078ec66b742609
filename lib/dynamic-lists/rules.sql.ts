import type { AccountId } from '@/lib/access/actor'
import { emailKey } from '@/lib/contacts/rules/email'
import { calendarDay } from '@/lib/format/dates'
import { Prisma } from '@/lib/platform/generated/client'
import { birthdaysWithin, periodOf, startOfDay } from './rules/days'
import type {
  DateTest,
  GenderTest,
  NumberTest,
  PropertyTest,
  Refinement,
  Rules,
  Selection,
  SetTest,
  TextTest,
} from './rules/schema'

/** What rules are asked about: whose contacts, and when. */
export type RulesAt = { accountId: AccountId; timeZone: string; now: Date }

type At = Omit<RulesAt, 'now'> & { today: string }

type Sql = Prisma.Sql
const { sql, join } = Prisma

/**
 * The condition under which `contact c` is in a list with these rules. Whatever came from outside is a parameter. Each part is
 * true or false, never null, so that it can be negated; and no stored value, whatever its shape, makes it fail: it counts as none
 * when it is not of the shape that is asked about.
 */
export function rulesCondition(rules: Rules, { now, ...where }: RulesAt): Sql {
  const at = { ...where, today: calendarDay(now, where.timeZone) }
  const selected = sql`c.account_id = ${at.accountId} and c.erased_at is null and ${anyOf(rules.selections, at)}`
  return rules.exclusions.length === 0 ? selected : sql`${selected} and not ${anyOf(rules.exclusions, at)}`
}

/** Ids of those contacts, as `contact_id`. */
export function ruleMemberIds(rules: Rules, at: RulesAt): Sql {
  return sql`select c.id as contact_id from contact c where ${rulesCondition(rules, at)}`
}

/** Ids of those whom `listFirst` has listed. */
export const listedIds = sql`select contact_id from listed`

/** Lists them in a table of the transaction's own, for COPY, which takes no parameters. */
export function listFirst(rules: Rules, at: RulesAt): Sql[] {
  return [
    sql`create temporary table listed (contact_id bigint primary key) on commit drop`,
    sql`insert into listed ${ruleMemberIds(rules, at)} order by c.id`,
  ]
}

function anyOf(selections: readonly Selection[], at: At): Sql {
  const conditions = selections.map(({ refinements }) =>
    join(
      refinements.map((refinement) => refinementCondition(refinement, at)),
      ' and ',
    ),
  )
  return sql`((${join(conditions, ') or (')}))`
}

function refinementCondition(refinement: Refinement, at: At): Sql {
  switch (refinement.on) {
    case 'property':
      return propertyCondition(refinement.property, refinement.test, at)
    case 'email':
      return textCondition(
        sql`nullif(c.email_key, '')`,
        (text) => sql`${emailKey(text)}::text`,
        refinement.test,
      )
    case 'status':
      return sql`c.status = ${refinement.status}`
    case 'created':
      return dateCondition(
        sql`c.created_at`,
        (day) => sql`${startOfDay(day, at.timeZone)}`,
        refinement.test,
        at,
      )
    default:
      return presence(...rowsOf(refinement, at))
  }
}

/** The rows that a contact has somewhere else, and whether it is to have any. */
function rowsOf(
  refinement: Extract<Refinement, { on: 'permission' | 'list' | 'mailing' }>,
  { accountId, timeZone, today }: At,
): [rows: Sql, wanted: boolean] {
  if (refinement.on === 'permission') {
    const rows = sql`
      select 1 from contact_permission x
      where x.account_id = ${accountId} and x.contact_id = c.id and x.granted
        and x.permission_id = (select id from permission where account_id = ${accountId} and bit = ${refinement.bit})`
    return [rows, refinement.granted]
  }
  if (refinement.on === 'mailing') {
    const since = startOfDay(
      periodOf({ type: 'moment', op: 'last-days', days: refinement.days }, today)?.from ?? '',
      timeZone,
    )
    const rows = sql`
      select 1 from mailing_event x
      where x.account_id = ${accountId} and x.contact_id = c.id and x.kind = ${refinement.event}
        and x.happened_at >= ${since}`
    return [rows, refinement.happened]
  }
  const { kind, id } = refinement.list
  const members =
    kind === 'audience' ? sql`member x where x.audience_id` : sql`static_member x where x.list_id`
  return [
    sql`select 1 from ${members} = ${id} and x.account_id = ${accountId} and x.contact_id = c.id`,
    refinement.member,
  ]
}

function presence(rows: Sql, wanted: boolean): Sql {
  return wanted ? sql`exists (${rows})` : sql`not exists (${rows})`
}

function propertyCondition(name: string, test: PropertyTest, at: At): Sql {
  const value = sql`(c.properties -> ${name}::text)`
  const plain = sql`c.properties ->> ${name}::text`
  const text = sql`(case when jsonb_typeof(${value}) = 'string' then nullif(${plain}, '') end)`
  switch (test.type) {
    case 'text':
      return textCondition(sql`fold_case(${text})`, (given) => sql`fold_case(${given}::text)`, test)
    case 'number':
      return numberCondition(
        sql`case when jsonb_typeof(${value}) = 'number' then ${value}::numeric end`,
        test,
      )
    // As texts, which never fail and sort as what they stand for: all are kept in one form.
    case 'date':
      return dateCondition(shaped(plain, dayShape), (day) => sql`${day}`, test, at)
    case 'moment': {
      const startAsText = (day: string) => sql`${startOfDay(day, at.timeZone).toISOString()}`
      return dateCondition(shaped(plain, momentShape), startAsText, test, at)
    }
    case 'birthday': {
      const day = sql`right(${shaped(plain, dayShape)}, 5)`
      return holds(sql`${day} = any(${birthdaysWithin(test.days, at.today)}::text[])`)
    }
    case 'gender':
      return genderCondition(text, test)
    case 'set':
      return setCondition(
        sql`case when jsonb_typeof(${value}) = 'array' then nullif(${value}, '[]') end`,
        test,
      )
  }
}

const dayShape = '____-__-__'
const momentShape = '____-__-__T%Z'

/** A text that has a shape. Looking for it by LIKE costs a fraction of what a regular expression does. */
function shaped(text: Sql, pattern: string): Sql {
  return sql`(case when ${text} like ${pattern} then ${text} end collate "C")`
}

const holds = (condition: Sql) => sql`(${condition}) is true`
const fails = (condition: Sql) => sql`(${condition}) is not true`
const valued = (operand: Sql, op: 'present' | 'absent') =>
  op === 'present' ? sql`(${operand}) is not null` : sql`(${operand}) is null`

function textCondition(operand: Sql, folded: (text: string) => Sql, test: TextTest): Sql {
  switch (test.op) {
    case 'is':
      return holds(sql`${operand} = ${folded(test.value)}`)
    case 'is-not':
      return fails(sql`${operand} = ${folded(test.value)}`)
    case 'contains':
      return holds(sql`position(${folded(test.value)} in ${operand}) > 0`)
    case 'not-contains':
      return fails(sql`position(${folded(test.value)} in ${operand}) > 0`)
    case 'starts-with':
      return holds(sql`starts_with(${operand}, ${folded(test.value)})`)
    case 'ends-with':
      return holds(sql`right(${operand}, length(${folded(test.value)})) = ${folded(test.value)}`)
    case 'one-of':
      return holds(sql`${operand} = any(array[${join(test.values.map(folded))}])`)
    default:
      return valued(operand, test.op)
  }
}

const comparisons = { eq: sql`=`, lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` }

function numberCondition(operand: Sql, test: NumberTest): Sql {
  const amount = (value: number) => sql`${String(value)}::numeric`
  switch (test.op) {
    case 'ne':
      return fails(sql`${operand} = ${amount(test.value)}`)
    case 'between':
      return holds(sql`${operand} between ${amount(test.from)} and ${amount(test.to)}`)
    case 'present':
    case 'absent':
      return valued(operand, test.op)
    default:
      return holds(sql`${operand} ${comparisons[test.op]} ${amount(test.value)}`)
  }
}

/** `start` is how the operand writes the beginning of a day. */
function dateCondition(operand: Sql, start: (day: string) => Sql, test: DateTest, at: At): Sql {
  if (test.op === 'present' || test.op === 'absent') return valued(operand, test.op)
  const { from, before } = periodOf(test, at.today) ?? {}
  const bounds = [
    ...(from === undefined ? [] : [sql`${operand} >= ${start(from)}`]),
    ...(before === undefined ? [] : [sql`${operand} < ${start(before)}`]),
  ]
  return holds(join(bounds, ' and '))
}

function genderCondition(operand: Sql, test: GenderTest): Sql {
  if (!('values' in test)) return valued(operand, test.op)
  const isOneOf = sql`${operand} = any(${test.values}::text[])`
  return test.op === 'one-of' ? holds(isOneOf) : fails(isOneOf)
}

function setCondition(operand: Sql, test: SetTest): Sql {
  if (!('bits' in test)) return valued(operand, test.op)
  const includes = test.bits.map((bit) => sql`(${operand}) @> ${JSON.stringify(bit)}::jsonb`)
  if (test.op === 'all-of') return holds(join(includes, ' and '))
  return test.op === 'any-of' ? holds(join(includes, ' or ')) : fails(join(includes, ' or '))
}
