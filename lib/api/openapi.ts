import { type Components, type JsonSchema, toSchema } from './json-schema'
import { mediaTypes } from './media'
import { headerParameters, pathAndQuery } from './openapi-parameters'
import { errorResponses, headers, problemSchema, referenceErrorSchema } from './openapi-responses'
import { Nothing, type Operation, publishedSchema } from './operation'

/** One of the two APIs of an installation, and the headings its operations stand under. */
export type DocumentedApi = {
  operations: readonly Operation[]
  /** `v1` speaks problem details; `reference` keeps the errors and formats of the API it stands in for. */
  dialect: 'v1' | 'reference'
  tags: { name: string; description: string }[]
}

type Info = { title: string; version: string; description: string }

/** Publishes operations as an OpenAPI 3.1 document, from the same schemas that the routes enforce. */
export function toOpenApi(info: Info, apis: readonly DocumentedApi[]): JsonSchema {
  const components: Components = new Map([
    ['Problem', problemSchema],
    ['ReferenceError', referenceErrorSchema],
  ])
  const paths: Record<string, Record<string, JsonSchema>> = {}
  for (const { operations, dialect } of apis) {
    for (const operation of operations) {
      const path = paths[operation.path] ?? {}
      path[operation.method.toLowerCase()] = toOperation(operation, dialect, components)
      paths[operation.path] = path
    }
  }
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/', description: 'This installation' }],
    tags: apis.flatMap(({ tags }) => tags),
    paths,
    components: {
      schemas: Object.fromEntries([...components].sort(([a], [b]) => a.localeCompare(b))),
      headers,
      securitySchemes,
    },
  }
}

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of an API credential, from Integrations → Credentials.',
  },
  oauth1: {
    type: 'apiKey',
    in: 'header',
    name: 'Authorization',
    description:
      'OAuth 1.0a with HMAC-SHA1 and without a token (RFC 5849): the consumer key and secret of an API credential sign each request.',
  },
}

function toOperation(
  operation: Operation,
  dialect: DocumentedApi['dialect'],
  components: Components,
): JsonSchema {
  const { id, tag, summary, description, scope } = operation
  const requestBody = bodyOf(operation, dialect, components)
  const schemes = dialect === 'v1' ? ['bearer'] : ['bearer', 'oauth1']
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: `${description}\n\nScope: \`${scope}\`.`,
    security: schemes.map((scheme) => ({ [scheme]: scheme === 'bearer' ? [scope] : [] })),
    parameters: [
      ...pathAndQuery(operation, components),
      ...(dialect === 'v1' ? headerParameters(operation) : []),
    ],
    ...(requestBody && { requestBody }),
    responses: { ...successes(operation, dialect, components), ...errorResponses(operation, dialect) },
  }
}

function bodyOf(operation: Operation, dialect: string, components: Components): JsonSchema | undefined {
  const { upload, body, example } = operation
  if (upload) {
    const content = Object.entries(upload.types).map(([type, { example: sent }]) => [
      type,
      { schema: type === 'application/json' ? {} : { type: 'string' }, example: parsed(type, sent) },
    ])
    return { description: uploadDescription(upload), required: true, content: Object.fromEntries(content) }
  }
  if (body === Nothing) return undefined
  const schema = toSchema(publishedSchema(body), 'input', components)
  const json = { schema, ...(example?.body !== undefined && { example: example.body }) }
  const xml = dialect === 'reference' ? { 'application/xml': { schema } } : {}
  return { required: !body.safeParse(undefined).success, content: { 'application/json': json, ...xml } }
}

function uploadDescription({ description, types }: NonNullable<Operation['upload']>): string {
  const lines = Object.entries(types).map(([type, about]) => `- \`${type}\`: ${about.description ?? ''}`)
  return `${description}\n\n${lines.join('\n')}\n\nIt may be packed: \`Content-Encoding: gzip\`.`
}

function parsed(type: string, example: string): unknown {
  return type === 'application/json' ? JSON.parse(example) : example
}

function successes(
  operation: Operation,
  dialect: DocumentedApi['dialect'],
  components: Components,
): Record<string, JsonSchema> {
  const { status, otherwise = {}, summary } = operation
  const content = contentOf(operation, dialect, components)
  const found: Record<string, JsonSchema> = {}
  for (const [code, description] of Object.entries({ [status]: `${summary}.`, ...otherwise })) {
    const sent = dialect === 'v1' ? successHeaders(operation, code) : {}
    found[code] = { description, headers: sent, ...(content && code !== '204' && { content }) }
  }
  if (dialect === 'v1' && operation.etag && operation.method === 'GET') {
    found['304'] = { description: 'It is still what If-None-Match names.', headers: refs(['ETag']) }
  }
  return found
}

function contentOf(operation: Operation, dialect: string, components: Components): JsonSchema | undefined {
  const { result, rows, example } = operation
  if (result === Nothing) return undefined
  const schema = toSchema(result, 'output', components)
  const json = { schema, ...(example?.result !== undefined && { example: example.result }) }
  const text = { schema: { type: 'string' } }
  return {
    [mediaTypes.json]: json,
    ...(rows && { [mediaTypes.csv]: text, [mediaTypes['json-lines']]: text }),
    ...(dialect === 'reference' && { 'application/xml': { schema } }),
  }
}

function successHeaders({ etag, method }: Operation, status: string): JsonSchema {
  const names = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy']
  if (etag) names.push('ETag')
  if (status === '201') names.push('Location')
  if (method === 'POST') names.push('Idempotency-Replayed')
  return refs(names)
}

function refs(names: string[]): JsonSchema {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
