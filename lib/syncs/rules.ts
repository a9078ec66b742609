import { nameMax } from '@/lib/platform/schema'
import type { SyncStatus } from './schema'

/** Longest part of a rejected value that is kept and shown, in characters. */
const shownMax = 100

/** Whether a contact could have this id at all. Anything else is unknown without asking the database, which could not hold it. */
export function isStorableId(id: string): boolean {
  if (id === '' || id.length > 2 * nameMax || id.includes('\0') || !id.isWellFormed()) return false
  return id.length <= nameMax || Array.from(id).length <= nameMax
}

/** A value as it can be stored and shown beside its reason. */
export function shortened(value: string): string {
  const text = value.toWellFormed().replaceAll(/\p{Cc}/gu, '\uFFFD')
  const characters = Array.from(text)
  return characters.length <= shownMax ? text : `${characters.slice(0, shownMax).join('')}…`
}

/** The statuses that a filter of the screens stands for; undefined for all. */
export function statusesOf(
  filter: 'running' | 'held' | 'done' | 'failed' | undefined,
): SyncStatus[] | undefined {
  if (filter === undefined) return undefined
  return filter === 'running' ? ['open', 'receiving', 'applying'] : [filter]
}
