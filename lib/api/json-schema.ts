import { z } from 'zod'

export type JsonSchema = { [key: string]: unknown }

/** The named schemas of a document, gathered while its operations are written. */
export type Components = Map<string, JsonSchema>

/** A zod schema as OpenAPI has it: what carries an `id` becomes a component that others refer to. */
export function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Components): JsonSchema {
  const { $defs, $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, JsonSchema>)) {
    addComponent(components, name, io, definition)
  }
  const { id, ...own } = rewritten(rest) as JsonSchema
  if (typeof id !== 'string') return own
  addComponent(components, id, io, own)
  return { $ref: reference(id) }
}

function addComponent(components: Components, name: string, io: string, definition: JsonSchema): void {
  const { id: _, ...own } = rewritten(definition) as JsonSchema
  const known = components.get(name)
  if (known && JSON.stringify(known) !== JSON.stringify(own)) {
    throw new Error(`The schema ${name} reads differently as ${io}: give the two sides names of their own.`)
  }
  components.set(name, own)
}

function reference(name: string): string {
  return `#/components/schemas/${name}`
}

/** Points references at the components, and closes no object that is only read: an answer may get more fields. */
function rewritten(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rewritten)
  if (typeof node !== 'object' || node === null) return node
  const entries = Object.entries(node).map(([key, value]) => {
    if (key === '$ref' && typeof value === 'string') return [key, value.replace('#/$defs/', reference(''))]
    return [key, rewritten(value)]
  })
  return Object.fromEntries(entries)
}
