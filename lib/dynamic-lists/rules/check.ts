import { readValue } from '@/lib/contacts/rules/values'
import type { PropertyType, SetEntry } from '@/lib/contacts/schema'
import { DomainError } from '@/lib/platform/errors'
import {
  type PropertyTest,
  type Refinement,
  type Rules,
  type Selection,
  type TextTest,
  testsOf,
} from './schema'

/** What the account has of all that some rules name. */
export type Known = {
  properties: ReadonlyMap<string, { id: number; type: PropertyType; entries: readonly SetEntry[] }>
  permissions: ReadonlyMap<number, { id: number }>
  lists: ReadonlyMap<number, { kind: 'audience' | 'static' }>
}

/** All that rules name, each once. */
export type Named = { properties: string[]; permissions: number[]; lists: number[] }

export function namedBy(rules: Rules): Named {
  const named = { properties: new Set<string>(), permissions: new Set<number>(), lists: new Set<number>() }
  for (const { refinements } of [...rules.selections, ...rules.exclusions]) {
    for (const refinement of refinements) {
      if (refinement.on === 'property') named.properties.add(refinement.property)
      if (refinement.on === 'permission') named.permissions.add(refinement.bit)
      if (refinement.on === 'list') named.lists.add(refinement.list.id)
    }
  }
  return {
    properties: [...named.properties],
    permissions: [...named.permissions],
    lists: [...named.lists],
  }
}

/**
 * The rules as they are kept, once everything that they name is there and can be asked what they ask of it.
 * @throws DomainError invalid, with `field` the path of the first refinement that cannot
 */
export function checkRules(rules: Rules, known: Known): Rules {
  const checked = (part: 'selections' | 'exclusions') =>
    rules[part].map(({ refinements }: Selection, at) => ({
      refinements: refinements.map((refinement, index) => {
        const problem = problemOf(refinement, known)
        if (problem === undefined) return inKeptForm(refinement, known)
        throw new DomainError('invalid', problem, { field: `rules.${part}.${at}.refinements.${index}` })
      }),
    }))
  return { selections: checked('selections'), exclusions: checked('exclusions') }
}

function problemOf(refinement: Refinement, known: Known): string | undefined {
  switch (refinement.on) {
    case 'property':
      return problemOfProperty(refinement, known)
    case 'permission':
      return known.permissions.has(refinement.bit) ? undefined : 'There is no such permission any more.'
    case 'list': {
      const { kind, id } = refinement.list
      return known.lists.get(id)?.kind === kind ? undefined : 'There is no such list any more.'
    }
    default:
      return undefined
  }
}

function problemOfProperty(
  { property: name, test }: Refinement & { on: 'property' },
  known: Known,
): string | undefined {
  const property = known.properties.get(name)
  if (!property) return `There is no property ${name} any more.`
  if (!testsOf[property.type].includes(test.type)) return `This cannot be asked of ${name}.`
  if (!('bits' in test)) return undefined
  const bits = new Set(property.entries.map(({ bit }) => bit))
  return test.bits.every((bit) => bits.has(bit)) ? undefined : `${name} does not have this choice any more.`
}

/** Whole telephone numbers and postcodes are compared as they are kept, however they were typed. */
function inKeptForm(refinement: Refinement, known: Known): Refinement {
  if (refinement.on !== 'property' || refinement.test.type !== 'text') return refinement
  const type = known.properties.get(refinement.property)?.type
  if (type !== 'mobNr' && type !== 'postcode') return refinement
  return { ...refinement, test: inKeptFormOf(type, refinement.test) }
}

function inKeptFormOf(type: PropertyType, test: TextTest): PropertyTest {
  const kept = (text: string) => {
    const reading = readValue({ name: '', label: '', type, entries: [] }, text, new Date(0))
    return 'value' in reading ? String(reading.value) : text
  }
  if (test.op === 'one-of') return { ...test, values: test.values.map(kept) }
  return test.op === 'is' || test.op === 'is-not' ? { ...test, value: kept(test.value) } : test
}
