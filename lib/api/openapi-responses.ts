import type { JsonSchema } from './json-schema'
import { Nothing, type Operation } from './operation'
import { type ProblemCode, problemCodes, problemPath, problemTypes } from './problem-types'

const text = (description: string, example: string) => ({ description, schema: { type: 'string' }, example })

export const headers = {
  'X-Request-Id': text('Yours, when you sent one of up to 64 plain characters; else ours.', 'b7f1c0de'),
  RateLimit: text('What is left now: r requests, until t seconds from now.', '"credential";r=59990;t=42'),
  'RateLimit-Policy': text('The limit: q requests in w seconds.', '"credential";q=60000;w=60'),
  ETag: text('Names exactly this content.', '"6f1e0c9a4b7d2e8f6f1e0c9a4b7d2e8f"'),
  Location: text('Where the new resource is.', '/api/v1/audiences/top-100'),
  'Idempotency-Replayed': text('true: this is the first answer once more.', 'true'),
  'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer' }, example: 2 },
}

const field = {
  type: 'object',
  required: ['in', 'pointer', 'detail'],
  properties: {
    in: { enum: ['body', 'query', 'path', 'header'] },
    pointer: {
      type: 'string',
      description: 'A JSON pointer (RFC 6901) to the field, or / and the parameter.',
    },
    detail: { type: 'string' },
  },
}

/** RFC 9457, with our extensions. */
export const problemSchema: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri-reference', description: 'A page about this type of problem.' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What is wrong with this request, for people.' },
    code: { enum: problemCodes, description: 'What is wrong, for programs. Never changes its meaning.' },
    requestId: { type: 'string' },
    errors: { type: 'array', items: field, description: 'Each value that is wrong.' },
  },
}

export const referenceErrorSchema: JsonSchema = {
  type: 'object',
  required: ['errorType', 'message'],
  properties: { errorType: { type: 'string' }, message: { type: 'string' } },
}

/** What can go wrong with an operation, by status. */
export function errorResponses(
  operation: Operation,
  dialect: 'v1' | 'reference',
): Record<string, JsonSchema> {
  return dialect === 'v1' ? problemResponses(operation) : referenceResponses(operation)
}

const everywhere: ProblemCode[] = ['unauthenticated', 'forbidden', 'rate_limited', 'internal', 'unavailable']

function codesOf(operation: Operation): ProblemCode[] {
  const { method, result, body, upload, problems = [], conditional } = operation
  const codes: ProblemCode[] = [...problems, 'invalid', ...everywhere]
  if (result !== Nothing) codes.push('not_acceptable')
  if (body !== Nothing) codes.push('malformed')
  if (body !== Nothing || upload) codes.push('too_large', 'unsupported_media')
  if (conditional) codes.push('precondition_failed')
  if (method === 'POST') codes.push('idempotency_running', 'idempotency_mismatch')
  return codes
}

function problemResponses(operation: Operation): Record<string, JsonSchema> {
  const byStatus = new Map<number, ProblemCode[]>()
  for (const code of new Set(codesOf(operation))) {
    const { status } = problemTypes[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const responses = [...byStatus].map(([status, codes]) => [String(status), problemResponse(status, codes)])
  return Object.fromEntries(responses)
}

function problemResponse(status: number, codes: ProblemCode[]): JsonSchema {
  const lines = codes.map((code) => `- \`${code}\`: ${problemTypes[code].title}`)
  const examples = codes.map((code) => {
    const { title, meaning } = problemTypes[code]
    return [code, { value: { type: problemPath(code), title, status, detail: meaning, code } }]
  })
  const retry = [409, 429, 503].includes(status)
  return {
    description: lines.join('\n'),
    ...(retry && { headers: { 'Retry-After': { $ref: '#/components/headers/Retry-After' } } }),
    content: {
      'application/problem+json': {
        schema: { $ref: '#/components/schemas/Problem' },
        examples: Object.fromEntries(examples),
      },
    },
  }
}

function referenceResponses({ failures = {} }: Operation): Record<string, JsonSchema> {
  const schema = { $ref: '#/components/schemas/ReferenceError' }
  const content = { 'application/json': { schema }, 'application/xml': { schema } }
  const all = { 401: 'NOT_AUTHORIZED: the credential or the signature is missing or wrong.', ...failures }
  return Object.fromEntries(
    Object.entries(all).map(([status, description]) => [status, { description, content }]),
  )
}
