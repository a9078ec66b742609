import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino'
import { env } from './env'
import { singleton } from './singleton'

type RequestScope = { requestId: string }

const requests = singleton('requests', () => new AsyncLocalStorage<RequestScope>())

/** A sender's own request id is kept when it is short and plain, so that both logs can be laid side by side. */
export function requestIdFrom(header: string | null): string {
  return header !== null && /^[\w.:-]{1,64}$/.test(header) ? header : randomUUID()
}

/** Everything logged during `work`, however deep, carries the id. */
export function inRequest<T>(requestId: string, work: () => T): T {
  return requests.get().run({ requestId }, work)
}

export function currentRequestId(): string | undefined {
  return requests.get().getStore()?.requestId
}

// Field names that hold secrets or personal data wherever they turn up, at the top or one level down.
const secretFields = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'consumerKey',
  'consumerSecret',
  'email',
  'contacts',
  'body',
  'parameters',
]

/** Exported for its tests; everything else logs through `log()`. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // A copy: pino writes the line's own fields into what it is given.
    mixin: () => ({ ...requests.get().getStore() }),
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`]), censor: '[redacted]' },
    // An error's own fields may quote the row it failed on; its type, message and stack do not.
    serializers: { error: describeError },
  }
  return destination ? pino(options, destination) : pino(options)
}

const logger = singleton('log', () => createLog(env().NODE_ENV === 'test' ? 'silent' : env().LOG_LEVEL))

/** One JSON object a line on standard output. Never secrets or personal data: ids and counts only. */
export const log = logger.get

type DescribedError = {
  type: string
  message: string
  code?: unknown
  stack?: string | undefined
  cause?: unknown
}

function describeError(error: unknown): DescribedError | { type: string } {
  if (!(error instanceof Error)) return { type: typeof error }
  return {
    type: error.name,
    message: error.message,
    ...('code' in error && { code: error.code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  }
}

const reported = new WeakMap<object, string>()

/**
 * Reports a bug, something no caller can act on, once however often it is passed on. Answers the id to tell the caller:
 * the one under which the framework shows it on a page, if it has one.
 */
export function reportBug(error: unknown): string {
  const known = typeof error === 'object' && error !== null ? reported.get(error) : undefined
  if (known !== undefined) return known
  const bugId = digestOf(error) ?? randomUUID()
  if (typeof error === 'object' && error !== null) reported.set(error, bugId)
  log().error({ bugId, error }, 'bug')
  return bugId
}

function digestOf(error: unknown): string | undefined {
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  return typeof digest === 'string' ? digest : undefined
}

/** Where on a page a bug was met. Never the address itself: what somebody searched for is in it. */
export type PageFault = { method: string; route: string; kind: string }

/** Notes that a page or a form ended in a bug, with the id that its user was shown. */
export function reportPageBug(error: unknown, fault: PageFault): void {
  log().warn({ ...fault, bugId: reportBug(error), shownId: digestOf(error) }, 'page failed')
}

/**
 * What the framework prints of an error has every field of it, such as the row that the database refused.
 * Reported instead, it is one redacted line with an id, like any other bug.
 */
export function reportingErrors(print: (...said: unknown[]) => void): (...said: unknown[]) => void {
  return (...said) => {
    const errors = said.filter((part) => part instanceof Error)
    for (const error of errors) reportBug(error)
    if (errors.length === 0) print(...said)
  }
}
