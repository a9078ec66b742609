import http from 'node:http'
import type { AddressInfo } from 'node:net'

type Received = { path: string; headers: Record<string, string>; body: string }
type Answer = (response: http.ServerResponse, received: Received) => void

const noContent: Answer = (response) => response.writeHead(204).end()

/** A real server that webhooks are sent to; it answers 204 until it is told otherwise. */
export function newReceiver() {
  const received: Received[] = []
  let answer = noContent
  const server = http.createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const one = { path: request.url ?? '', headers: request.headers as Record<string, string>, body }
    received.push(one)
    answer(response, one)
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
    listen: () => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)),
    /** As it was when it was new. */
    reset: () => {
      received.length = 0
      answer = noContent
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
