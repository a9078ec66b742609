import { expect, test } from 'vitest'
import { type Operation, pathOf } from '@/lib/api/operation'
import { operations } from './api/v1/operations'
import { loadApiRoutes } from './api-routes'
import { referenceOperations } from './integrationservice/operations'

const find = await loadApiRoutes()
/** Whoever answers what nobody else does. */
const nobody = ['/api/v1/no-such-path', '/integrationservice/no/such/path'].map(
  (path) => find('GET', path)?.handler,
)

const id = 'a/b 中'
const filled = (operation: Operation) => pathOf(operation, new Proxy({}, { get: () => id }))

test.each([...operations, ...referenceOperations].map((operation) => [operation.id, operation] as const))(
  '%s has a handler',
  (_id, operation) => {
    const path = filled(operation)
    const found = find(operation.method, path)
    expect(found?.handler).toBeTypeOf('function')
    expect(nobody).not.toContain(found?.handler)
    for (const param of Object.values(found?.params ?? {})) expect(param).toBe(id)
  },
)

test('the reference API has the same under its other base path', () => {
  for (const operation of referenceOperations) {
    const path = filled(operation)
    const other = path.replace('/integrationservice', '/integrationservice-1.1.0')
    expect(other).not.toBe(path)
    expect(find(operation.method, other)?.handler).toBe(find(operation.method, path)?.handler)
  }
})

test('pages are none of its business', () => {
  for (const path of ['/', '/lists', '/docs/api', '/metrics', '/api', '/apis/v1/audiences']) {
    expect(find('GET', path)).toBeUndefined()
  }
})
