import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/** One answer of the name system. */
export type Address = { address: string; family: number }

/** Asks for all addresses of a name. @throws when it has none, or nobody answers */
export type Resolve = (hostname: string) => Promise<Address[]>

/** The resolver of the system this runs on. */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true })

/** All of IPv6 that is routed on the Internet; what lies outside are relics and local uses, ::/96 among them. */
const globalIpv6 = ipaddr.IPv6.parseCIDR('2000::/3')

/**
 * Whether an address is one of the public Internet. Everything that is set aside for something is not: private,
 * loopback, link-local (where clouds keep their keys), shared (CGNAT), multicast, reserved; nor is IPv6 that
 * carries an IPv4 address inside (mapped, NAT64, 6to4, Teredo), since that may be any of these.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalIpv6)
}

/** The address that a URL names instead of a host, or undefined. */
export function literalAddress(url: URL): string | undefined {
  const hostname = url.hostname.replace(/^\[|\]$/g, '')
  return isIP(hostname) === 0 ? undefined : hostname
}

/** The target is of a private network. Which of them is not said: it is nobody's business outside. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError'
  constructor() {
    super('The address is in a private network.')
  }
}

/** One private address among several is enough to refuse: which of them is connected to is up to chance. */
export function requirePublic(addresses: readonly Address[]): void {
  if (!addresses.every(({ address }) => isPublicAddress(address))) throw new PrivateAddressError()
}
