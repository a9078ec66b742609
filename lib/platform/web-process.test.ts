import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { overrideEnv } from './env'
import { isMalformed, prepareProcess } from './web-process'

test.each([
  ['/audience/bad%zz', true],
  ['/audience/%', true],
  ['/audience/%e4%b8', true],
  ['/audience/a%2Fb%20%E4%B8%AD', false],
  ['/audience/plain?name=50%', false],
  ['/audience', false],
])('%s: %s', (url, malformed) => {
  expect(isMalformed(url)).toBe(malformed)
})

test('an answer of our own goes before the framework, from the first request on', async () => {
  overrideEnv({ DATABASE_URL: 'postgresql://unused' })
  prepareProcess((request, response) => {
    if (!request.url?.startsWith('/api/')) return false
    response.end(`ours: ${request.url}`)
    return true
  })
  const server = createServer((request, response) => response.end(`the framework's: ${request.url}`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ask = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`)
    return response.text()
  }
  expect(await ask('/api/x')).toBe('ours: /api/x')
  expect(await ask('/lists')).toBe("the framework's: /lists")
  expect(await ask('/api/bad%zz')).toBe('ours: /api/malformed-url')
  expect(await ask('/bad%zz')).toBe("the framework's: /malformed-url")
  server.close()
})
