import { DomainError } from '@/lib/platform/errors'
import type { Usage } from './schema'

/** Why a list cannot be deleted; `noun` is what people call it. */
export function inUse(noun: 'audience' | 'list', usages: readonly Usage[], cause?: unknown): DomainError {
  const places = usages
    .map((usage) => `${usage.kind.replace('-', ' ')} "${usage.name}", ${usage.url} (${usage.reason})`)
    .join('; ')
  return new DomainError('in_use', `The ${noun} is in use and cannot be deleted: ${places}.`, {
    cause,
    details: { usages },
  })
}
