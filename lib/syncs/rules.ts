import { nameMax } from '@/lib/platform/schema'
import type { Problem, SyncStatus } from './schema'

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

/** A row of a part is staged under one number: the part above, the line below. A body without parts is all line. */
export const lineBits = 36

/** Where the row staged under this number stands, as its sender counts. */
export function placeOf(stagedLine: number): { part: number; line: number } {
  return { part: Math.floor(stagedLine / 2 ** lineBits) || 1, line: stagedLine % 2 ** lineBits }
}

/** The statuses that a filter of the screens stands for; undefined for all. */
export function statusesOf(
  filter: 'running' | 'held' | 'done' | 'failed' | undefined,
): SyncStatus[] | undefined {
  if (filter === undefined) return undefined
  return filter === 'running' ? ['open', 'receiving', 'applying'] : [filter]
}

/** What an audience may lose to one sync unseen: up to a share (%) of its members, and always fewer than `min`. */
export type Guard = { share: number; min: number }

/**
 * Why a sync that takes out this many is held, or undefined when it is not. What the sender set as `maxRemovals` goes before the
 * guard of the audience.
 */
export function guardProblem(
  { removed, membersBefore }: { removed: number; membersBefore: number },
  guard: Guard,
  maxRemovals: string | null,
): Problem | undefined {
  const limit = limitOf(guard, maxRemovals)
  const allowed = limit.share === undefined ? limit.count : (membersBefore * limit.share) / 100
  if (removed <= allowed || removed < limit.min) return undefined
  const share = Math.round((1000 * removed) / membersBefore) / 10
  return {
    code: 'guard',
    detail: `This would take out ${removed} of ${membersBefore} members (${share}%), and ${limit.words} need approval. Nothing changed yet.`,
  }
}

type Limit = { min: number; words: string } & (
  | { share: number; count?: never }
  | { share?: never; count: number }
)

function limitOf(guard: Guard, maxRemovals: string | null): Limit {
  if (maxRemovals === null) {
    return { ...guard, words: `more than ${guard.share}%, if at least ${guard.min},` }
  }
  if (maxRemovals.endsWith('%')) {
    return { share: Number(maxRemovals.slice(0, -1)), min: 1, words: `more than ${maxRemovals}` }
  }
  return { count: Number(maxRemovals), min: 1, words: `more than ${maxRemovals}` }
}
