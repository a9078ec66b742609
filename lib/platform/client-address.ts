import type { IncomingMessage } from 'node:http'
import { env } from './env'

/**
 * Makes the X-Forwarded-* headers true before anything reads them: senders can write them too. Without a proxy of our
 * own they say what the connection says. With one, exactly one, what it added itself is sure, and that is what comes last:
 * everything before it was there already and may be anybody's.
 */
export function settleForwarded(request: Pick<IncomingMessage, 'headers' | 'socket'>): void {
  const { headers, socket } = request
  const remote = plainIpv4(socket.remoteAddress ?? '')
  if (!env().TRUST_PROXY) {
    for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded']) {
      delete headers[name]
    }
    headers['x-forwarded-for'] = remote
    return
  }
  headers['x-forwarded-for'] = last(headers['x-forwarded-for']) || remote
  for (const name of ['x-forwarded-host', 'x-forwarded-proto']) {
    if (headers[name] !== undefined) headers[name] = last(headers[name])
  }
}

function last(header: string | string[] | undefined): string | undefined {
  return [header].flat().join(',').split(',').at(-1)?.trim()
}

/** Who asks, as `settleForwarded` left it. Of an IPv6 address the network, for one person has all of it. */
export function clientAddress(headers: Headers): string {
  const address = plainIpv4(headers.get('x-forwarded-for') ?? '')
  return address.includes(':') ? networkOf(address) : address
}

/** A socket for both families writes IPv4 addresses as if they were IPv6. */
function plainIpv4(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = tail ? tail.split(':') : []
  const zeros = tail === undefined ? [] : Array(Math.max(0, 8 - left.length - right.length)).fill('0')
  const network = [...left, ...zeros, ...right].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/64`
}
