import { DomainError } from '@/lib/platform/errors'
import { nameKey } from '@/lib/platform/schema'
import { type ChangeProperty, entriesMax, type PropertyType, type SetEntry } from '../schema'

/** @throws DomainError invalid for a set without choices, choices of what is no set, or two that are the same */
export function requireEntries(type: PropertyType, entries: SetEntry[]): void {
  if ((type === 'set') !== entries.length > 0) refuse('A set has choices, and only a set has.')
  if (entries.length > entriesMax) refuse(`A set has at most ${entriesMax} choices.`)
  if (new Set(entries.map(({ bit }) => bit)).size < entries.length) refuse('Two choices have the same bit.')
  if (new Set(entries.map(({ description }) => nameKey(description))).size < entries.length)
    refuse('Two choices have the same name.')
}

/** The choices after a change, by their rank: whoever is not named stays. */
export function changedEntries(
  current: SetEntry[],
  { entries, removedBits }: Pick<ChangeProperty, 'entries' | 'removedBits'>,
): SetEntry[] {
  const byBit = new Map([...current, ...entries].map((entry) => [entry.bit, entry]))
  for (const bit of removedBits) byBit.delete(bit)
  return [...byBit.values()].sort((a, b) => a.rank - b.rank || a.bit - b.bit)
}

function refuse(message: string): never {
  throw new DomainError('invalid', message, { field: 'entries' })
}
