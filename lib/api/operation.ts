import { z } from 'zod'
import type { Scope } from '@/lib/access/actor'
import type { ProblemCode } from './problem-types'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
export type SuccessStatus = 200 | 201 | 202 | 204

/** A body that is read as a stream and in constant memory, by the verb itself. */
export type Upload = {
  description: string
  /** The media types it may have, with an example of each. */
  types: Record<string, { example: string; description?: string }>
}

/** An example of the whole exchange, as it stands in the documentation. */
type Example = {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
  result?: unknown
}

/** One REST operation: what the route enforces and what OpenAPI publishes. */
export type Operation<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Result extends z.ZodType = z.ZodType,
> = {
  id: string
  /** The heading of the documentation that it stands under. */
  tag: string
  method: Method
  /** From the root of the installation, with `{names}` of the params. */
  path: `/${string}`
  summary: string
  description: string
  scope: Scope
  params: Params
  query: Query
  body: Body
  upload?: Upload
  status: SuccessStatus
  /** Other successes, and when they are answered. */
  otherwise?: Partial<Record<SuccessStatus, string>>
  result: Result
  /** It answers CSV and NDJSON too, all rows at once, by Accept. */
  rows?: boolean
  /** It answers one resource, which has an ETag. */
  etag?: boolean
  /** It honours If-Match: its route gives `current`. */
  conditional?: boolean
  /** Of the reference API, which has errors of its own: by status, what can go wrong. */
  failures?: Record<number, string>
  /** What can go wrong here in particular. The ones that can go wrong anywhere are added. */
  problems?: ProblemCode[]
  example?: Example
}

export const Nothing = z.void()
const NoFields = z.object({})

type Definition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> = Omit<
  Operation<P, Q, B, R>,
  'params' | 'query' | 'body' | 'result'
> & {
  params?: P
  query?: Q
  body?: B
  result?: R
}

/**
 * Defines an operation. What is left out is empty: no params, no query, no body, no result. Fields and parameters
 * that the schemas do not name are refused, in every operation alike.
 */
export function operation<
  P extends z.ZodType = typeof NoFields,
  Q extends z.ZodType = typeof NoFields,
  B extends z.ZodType = typeof Nothing,
  R extends z.ZodType = typeof Nothing,
>(definition: Definition<P, Q, B, R>): Operation<P, Q, B, R> {
  // A type parameter is its default exactly when the property is left out.
  return {
    ...definition,
    params: (definition.params ?? NoFields) as P,
    query: closed((definition.query ?? NoFields) as Q),
    body: closed((definition.body ?? Nothing) as B),
    result: (definition.result ?? Nothing) as R,
  }
}

function closed<T extends z.ZodType>(schema: T): T {
  return schema instanceof z.ZodObject ? (schema.strict() as unknown as T) : schema
}

/** The path of an operation with its params filled in. */
export function pathOf(operation: Operation, params: Record<string, string> = {}): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
}

const published = new WeakMap<z.ZodType, z.ZodType>()

/**
 * The input of an operation that a caller may fill with what GET answered: fields that only the server sets are
 * accepted and ignored, so that "get, change, put back" works; unknown fields are still refused.
 */
export function roundTrip<I extends z.ZodRawShape>(
  input: z.ZodObject<I>,
  resource: z.ZodObject,
): z.ZodType<z.output<z.ZodObject<I>>, unknown> {
  const readOnly = Object.keys(resource.shape).filter((field) => !(field in input.shape))
  const ignored = Object.fromEntries(readOnly.map((field) => [field, z.unknown().optional()]))
  const schema = z.strictObject({ ...input.shape, ...ignored }).transform((value) => {
    const kept = Object.entries(value).filter(([field]) => field in input.shape)
    return Object.fromEntries(kept) as z.output<z.ZodObject<I>>
  })
  published.set(schema, input)
  return schema
}

/** The schema to show in the documentation for one that validates: without the fields that are ignored. */
export function publishedSchema(schema: z.ZodType): z.ZodType {
  return published.get(schema) ?? schema
}
