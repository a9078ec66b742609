import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach } from 'vitest'

type Received = { path: string; headers: Record<string, string>; body: string }
type Answer = (response: http.ServerResponse, received: Received) => void

/** A real server that webhooks are sent to. Each test begins with nothing received, and 204 as the answer. */
export function testReceiver() {
  const received: Received[] = []
  let answer: Answer
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const one = { path: request.url ?? '', headers: request.headers as Record<string, string>, body }
    received.push(one)
    answer(response, one)
  })
  beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
  beforeEach(() => {
    received.length = 0
    answer = (response) => response.writeHead(204).end()
  })
  afterAll(() => {
    server.closeAllConnections()
    server.close()
  })
  const port = () => (server.address() as AddressInfo).port
  return {
    received,
    port,
    url: (host = '127.0.0.1') => `http://${host}:${port()}/hook`,
    /** How it answers from now on: a status with headers, or by hand. */
    answers: (how: number | Answer, headers: Record<string, string> = {}) => {
      answer = typeof how === 'number' ? (response) => response.writeHead(how, headers).end() : how
    },
  }
}
