import { formatCount, formatNoun } from '@/lib/format/counts'
import type { Sync } from '@/lib/syncs/schema'

type Progress = Pick<Sync, 'status' | 'received' | 'parts'>

/** What there is so far of a sync that is not over, as short as a cell of a table; undefined for every other. */
export function progressCount({ status, received, parts }: Progress): string | undefined {
  if (status === 'open') return formatNoun(parts ?? 0, 'part')
  return status === 'receiving' || status === 'applying' ? formatNoun(received, 'row') : undefined
}

/** How far a sync that is not over has come; undefined for every other. */
export function progressWords(sync: Progress): string | undefined {
  const count = progressCount(sync)
  if (sync.status === 'receiving') return `${count} so far`
  if (sync.status === 'open') return `${count} received`
  return count
}

/** Whether membership was changed by it, then or since taken back: what a dry run, a held or a failed one never did. */
export function wasApplied({ status, dryRun }: Pick<Sync, 'status' | 'dryRun'>): boolean {
  return !dryRun && (status === 'done' || status === 'undone')
}

/** Whether its figures say what it would do or would have done, and not what it did. */
export function isHypothetical({ status, dryRun }: Pick<Sync, 'status' | 'dryRun'>): boolean {
  return dryRun || status === 'held' || status === 'rejected' || status === 'abandoned'
}

type Effect = Pick<Sync, 'added' | 'removed'>

/** What a held sync would do: "take out 160 of 300 members and add 1". */
export function effectWords({ added, removed, membersBefore }: Effect & Pick<Sync, 'membersBefore'>): string {
  const taken = `take out ${formatCount(removed)} of ${formatNoun(membersBefore ?? 0, 'member')}`
  return added === 0 ? taken : `${taken} and add ${formatCount(added)}`
}

/** What undoing a sync does. Those erased since cannot come back. */
export function undoWords({ added, removed }: Effect): string {
  const back = `Brings back ${formatNoun(removed, 'contact')}`
  if (added === 0 && removed === 0) return 'Nobody joined or left with it, so nobody does now.'
  if (added === 0) return `${back}.`
  if (removed === 0) return `Takes out ${formatNoun(added, 'contact')}.`
  return `${back} and takes out ${formatCount(added)}.`
}

/** What was done, as a notification says it. */
export function outcomeWords({
  audienceName,
  added,
  removed,
  membersAfter,
}: Effect & Pick<Sync, 'audienceName' | 'membersAfter'>): string {
  const left = formatNoun(membersAfter ?? 0, 'member')
  return `${formatCount(added)} joined and ${formatCount(removed)} left “${audienceName}”, which has ${left} now.`
}
