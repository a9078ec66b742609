import { env } from '@/lib/platform/env'
import { DomainError } from '@/lib/platform/errors'
import { literalAddress, PrivateAddressError, type Resolve, requirePublic } from '../sending/address'

/** A name that is not answered within this says nothing about where it leads. */
const resolveMaxMs = 3_000

/**
 * Refuses a target in a private network at once, where somebody reads why. Sending checks again, against the very
 * address it connects to. A name that has no address now may have one later, and passes.
 * @throws DomainError invalid
 */
export async function requireTarget(url: string, resolve: Resolve): Promise<void> {
  if (env().WEBHOOK_ALLOW_PRIVATE) return
  const target = new URL(url)
  const literal = literalAddress(target)
  try {
    if (literal !== undefined) requirePublic([{ address: literal, family: 0 }])
    else requirePublic(await resolvedInTime(target.hostname, resolve))
  } catch (error) {
    if (!(error instanceof PrivateAddressError)) throw error
    const message = 'This address is in a private network. Webhooks reach public addresses only.'
    throw new DomainError('invalid', message, { field: 'url', cause: error })
  }
}

async function resolvedInTime(hostname: string, resolve: Resolve) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<[]>((done) => {
    timer = setTimeout(() => done([]), resolveMaxMs)
  })
  return Promise.race([resolve(hostname).catch(() => []), late]).finally(() => clearTimeout(timer))
}
