import { readdirSync } from 'node:fs'
import { Validator } from '@seriousme/openapi-schema-validator'
import { describe, expect, test } from 'vitest'
import { pathOf } from '@/lib/api/operation'
import { openApiDocument } from './openapi'
import { operations } from './operations'

describe('the OpenAPI document', () => {
  test('is valid', async () => {
    const { valid, errors } = await new Validator().validate(openApiDocument())
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
  })

  test('describes every route, and only those', () => {
    const documented = operations.map(({ path }) => path).sort()
    expect([...new Set(documented)]).toEqual(routePaths())
  })
})

describe.each(operations.map((operation) => [operation.id, operation] as const))('%s', (_, operation) => {
  const { example = {}, params, query, body, result } = operation

  test('has an example that its own schemas accept', () => {
    expect(params.safeParse(example.params ?? {}).error).toBeUndefined()
    expect(query.safeParse(example.query ?? {}).error).toBeUndefined()
    if (!operation.upload) expect(body.safeParse(example.body).error).toBeUndefined()
    expect(result.safeParse(example.result).error).toBeUndefined()
    expect(pathOf(operation, example.params)).not.toContain('{')
  })

  test('explains itself', () => {
    expect(operation.summary).toMatch(/^[A-Z][^.]+$/)
    expect(operation.description.length).toBeGreaterThan(30)
  })
})

/** The paths of the route files beside this one; `openapi.json` and the catch-all are no operations. */
function routePaths(): string[] {
  const files = readdirSync('app/api/v1', { recursive: true, encoding: 'utf8' })
  const routes = files.filter((file) => file.endsWith('/route.ts') && !/^(openapi|\[\[)/.test(file))
  return routes
    .map((file) => `/api/v1/${file.replace('/route.ts', '').replaceAll('[', '{').replaceAll(']', '}')}`)
    .sort()
}
