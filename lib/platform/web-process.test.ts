import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
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
  prepareProcess((asked, response) => {
    if (!asked.url?.startsWith('/api/')) return false
    response.end(`ours: ${asked.url}`)
    return true
  })
  const server = createServer((asked, response) => response.end(`the framework's: ${asked.url}`))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const ask = async (path: string, method = 'GET') => {
    const { port } = server.address() as AddressInfo
    const [response] = await once(request({ port, path, method }).end(), 'response')
    return `${response.statusCode} ${await text(response)}`
  }
  expect(await ask('/api/x')).toBe('200 ours: /api/x')
  expect(await ask('/lists')).toBe("200 the framework's: /lists")
  expect(await ask('/api/bad%zz')).toBe('200 ours: /api/malformed-url')
  expect(await ask('/bad%zz')).toBe("200 the framework's: /malformed-url")
  expect(await ask('http://roster.example/api/x?y')).toBe('200 ours: /api/x?y')
  expect(await ask('HTTPS://roster.example?y')).toBe("200 the framework's: /?y")
  expect(await ask('/lists', 'TRACE')).toBe('501 ')
  expect(await ask('/api/x', 'PROPFIND')).toBe('501 ')
  server.close()
})
