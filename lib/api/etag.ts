import { type Context, inTransaction } from '@/lib/access/context'
import { sha256 } from '@/lib/platform/crypto'
import { fromDatabase } from '@/lib/platform/database-errors'
import { DomainError } from '@/lib/platform/errors'
import { HttpProblem } from './problem'

/** A strong validator, from the content: the same answer has the same ETag, whichever process gives it. */
export function etagOf(json: string): string {
  return `"${sha256(json).slice(0, 32)}"`
}

/** Whether the caller already has this (If-None-Match compares weakly, RFC 9110, 13.1.2). */
export function isFresh(request: Request, etag: string): boolean {
  const header = request.headers.get('if-none-match')
  return header !== null && tagsOf(header).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag)
}

/** The JSON of the resource as it is, read in the given context. */
export type CurrentState = (ctx: Context) => Promise<string>

/**
 * Runs a change only when the resource is still what If-Match (or, to create only, If-None-Match) says.
 *
 * Reading, comparing and changing happen in one transaction that sees one snapshot: a change somebody else commits
 * to the same rows after the comparison makes the database refuse ours (first updater wins), which is a 412 too.
 */
export async function underPrecondition<T>(
  ctx: Context,
  request: Request,
  current: CurrentState | undefined,
  work: (ctx: Context) => Promise<T>,
): Promise<T> {
  const match = request.headers.get('if-match')
  const noneMatch = request.headers.get('if-none-match')
  if (!current || (match === null && noneMatch === null)) return work(ctx)
  return inSnapshot(ctx, async (ctx) => {
    const etag = await currentEtag(ctx, current)
    if (match !== null && !matches(match, etag)) throw failed('It is not what If-Match names any more.')
    if (noneMatch !== null && matches(noneMatch, etag)) throw failed('There already is one.')
    return work(ctx)
  })
}

async function currentEtag(ctx: Context, current: CurrentState): Promise<string | undefined> {
  try {
    return etagOf(await current(ctx))
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return undefined
    throw error
  }
}

/** If-Match compares strongly: a weak tag matches nothing. */
function matches(header: string, etag: string | undefined): boolean {
  return etag !== undefined && tagsOf(header).some((tag) => tag === '*' || tag === etag)
}

function tagsOf(header: string): string[] {
  return header.match(/\*|(W\/)?"[^"]*"/g) ?? []
}

async function inSnapshot<T>(ctx: Context, work: (ctx: Context) => Promise<T>): Promise<T> {
  try {
    return await inTransaction(ctx, work, { isolationLevel: 'RepeatableRead' })
  } catch (error) {
    const known = error instanceof DomainError ? undefined : fromDatabase(error)
    throw known?.code === 'busy' ? failed('Somebody else changed it at the same moment.') : error
  }
}

function failed(detail: string): HttpProblem {
  return new HttpProblem('precondition_failed', detail)
}
