import type { z } from 'zod'
import { keyMaxChars } from './idempotency'
import { type Components, type JsonSchema, toSchema } from './json-schema'
import type { Operation } from './operation'

/** The parameters of the path and the query, each with the example the operation gives. */
export function pathAndQuery(operation: Operation, components: Components): JsonSchema[] {
  const { params, query, example } = operation
  return [
    ...parameters('path', params, example?.params, components),
    ...parameters('query', query, example?.query, components),
  ]
}

function parameters(
  where: 'path' | 'query',
  schema: z.ZodType,
  example: Record<string, string> | undefined,
  components: Components,
): JsonSchema[] {
  // What a parameter is: as it comes out of the schema. Whether it must be sent: as it goes in.
  const { properties = {} } = toSchema(schema, 'output', components) as {
    properties?: Record<string, JsonSchema>
  }
  const { required = [] } = toSchema(schema, 'input', components) as { required?: string[] }
  return Object.entries(properties).map(([name, property]) => {
    const { description, example: own, ...rest } = property
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(description !== undefined && { description }),
      schema: rest,
      ...((example?.[name] ?? own) !== undefined && { example: example?.[name] ?? own }),
    }
  })
}

/** What the kit reads of the headers, for the operations that it applies to. */
export function headerParameters({ method, etag, conditional }: Operation): JsonSchema[] {
  const found: JsonSchema[] = []
  if (method === 'POST') {
    found.push(
      header(
        'Idempotency-Key',
        'Makes a repetition safe: for 24 hours the same key and body get the first answer.',
        {
          maxLength: keyMaxChars,
        },
      ),
    )
  }
  if (conditional) {
    found.push(header('If-Match', 'An ETag: change it only while it is still this; otherwise 412.'))
  }
  if (etag && method === 'GET') {
    found.push(header('If-None-Match', 'An ETag you have: 304 without a body while it is still this.'))
  }
  return found
}

function header(name: string, description: string, more: JsonSchema = {}): JsonSchema {
  return { name, in: 'header', required: false, description, schema: { type: 'string', ...more } }
}
