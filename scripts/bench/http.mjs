// How a sender, or a browser, talks to the install under test: plain HTTP on connections that stay open.
import http from 'node:http'
import { pipeline } from 'node:stream/promises'

export const agentOf = (connections) => new http.Agent({ keepAlive: true, maxSockets: connections })

/**
 * Sends one request and reads the whole answer. `firstByteMs` is until the first byte of the answer's body.
 * @param {{ url: string, agent: http.Agent, method?: string, headers?: object, body?: Buffer | AsyncIterable<Buffer>, keep?: boolean }} options
 */
export function send({ url, agent, method = 'GET', headers = {}, body, keep = true }) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now()
    const sized = Buffer.isBuffer(body) && { 'content-length': body.length }
    const request = http.request(url, { agent, method, headers: { ...sized, ...headers } })
    request.once('error', reject).once('response', (response) => {
      const chunks = []
      let bytes = 0
      let firstByteMs
      response.on('data', (chunk) => {
        firstByteMs ??= performance.now() - startedAt
        bytes += chunk.length
        if (keep) chunks.push(chunk)
      })
      response.once('error', reject).once('aborted', () => reject(new Error('The answer was cut off.')))
      response.once('end', () => {
        const { statusCode: status, headers: answered } = response
        const text = Buffer.concat(chunks).toString()
        resolve({ status, headers: answered, text, bytes, firstByteMs, ms: performance.now() - startedAt })
      })
    })
    if (body && !Buffer.isBuffer(body)) pipeline(body, request).catch(reject)
    else request.end(body)
  })
}

/** The same, and anything but success ends the bench: an error is often quicker than the work. */
export async function sendWell(options) {
  const answer = await send(options)
  if (answer.status >= 200 && answer.status < 300) return answer
  throw new Error(`${options.method ?? 'GET'} ${options.url}: ${answer.status} ${answer.text.slice(0, 500)}`)
}
