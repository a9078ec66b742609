/** How far a mail had come when it failed: no session yet, its addresses given, or its text begun. */
export type Progress = 'none' | 'envelope' | 'data'

/** What became of one mail. */
export type Outcome =
  | { kind: 'accepted' }
  /** The mail server said to try again later. */
  | { kind: 'temporary'; reason: string }
  /** It never will. `bounce`: it is the address that fails, for good or for now; null: it is the mail, or us. */
  | { kind: 'permanent'; bounce: 'hard' | 'soft' | null; reason: string }
  /** Nothing was handed over, and it is not about this recipient: others would fare the same. */
  | { kind: 'not-reached'; reason: string }
  /** It was handed over, and the answer was lost. It may have arrived. */
  | { kind: 'unknown'; reason: string }

/** What the mail library tells of a failure. */
type Failure = { code: string; command: string; reply: number | undefined; response: string; cause: string }

const reasonMax = 300

/** Decides what a failure means, by where it happened and what the server said (RFC 5321, RFC 3463). */
export function outcomeOf(error: unknown, progress: Progress): Outcome {
  const failure = failureOf(error)
  const { command, reply } = failure
  const reason = reasonOf(failure)
  if (progress === 'none') return { kind: 'not-reached', reason }
  if (progress === 'data' && !isRefusal(failure)) return { kind: 'unknown', reason }
  if (reply === undefined || reply < 400) {
    return command === 'API' ? { kind: 'permanent', bounce: null, reason } : { kind: 'temporary', reason }
  }
  // The sender, or the session: the next recipient would hear the same.
  const isOurs = progress === 'envelope' && (command === 'MAIL FROM' || command === 'CONN')
  if (isOurs || reply === 530 || reply === 535) return { kind: 'not-reached', reason }
  // 503 is about the order of commands, so another session may do better.
  if (reply < 500 || reply === 503) return { kind: 'temporary', reason }
  return { kind: 'permanent', bounce: bounceOf(failure), reason }
}

/** Answers to the text of a mail that say it was not taken. */
function isRefusal({ code, reply }: Failure): boolean {
  return reply !== undefined && reply >= 400 && (code === 'EMESSAGE' || code === 'ECONNECTION')
}

/** By the enhanced status code, which says what is wrong; else by the reply to the address. */
function bounceOf({ command, reply = 0, response }: Failure): 'hard' | 'soft' | null {
  const [, subject, detail] = /^\d{3}[ -]5\.(\d{1,3})\.(\d{1,3})\b/.exec(response) ?? []
  switch (subject) {
    case '1':
      return detail === '7' || detail === '8' ? null : 'hard'
    case '2':
      if (detail === '3') return null
      return detail === '1' ? 'hard' : 'soft'
    case '3':
    case '4':
      return 'soft'
    case '6':
    case '7':
      return null
    case '5':
      if (detail !== '0') return null
  }
  if (reply === 552) return 'soft'
  return command === 'RCPT TO' && [550, 551, 553].includes(reply) ? 'hard' : null
}

function failureOf(error: unknown): Failure {
  const given = (error instanceof Error ? error : {}) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  return {
    code: text(given['code']),
    command: text(given['command']),
    reply: typeof given['responseCode'] === 'number' ? given['responseCode'] : undefined,
    response: text(given['response']),
    cause: text(given['originalCode']),
  }
}

const reasons: Record<string, string> = {
  EAUTH: 'The mail server does not accept our name and password.',
  ENOAUTH: 'The mail server asks for a name and password.',
  EDNS: 'The name of the mail server has no address.',
  ETLS: 'The secure connection with the mail server failed.',
  ETIMEDOUT: 'The mail server does not answer in time.',
  ECONNECTION: 'The mail server closed the connection.',
  ECONNREFUSED: 'The mail server refuses the connection.',
  ECONNRESET: 'The mail server closed the connection.',
  EHOSTUNREACH: 'The mail server cannot be reached.',
  ENETUNREACH: 'The mail server cannot be reached.',
}

/** What the server said, which those who run it can act on; else in our words. */
function reasonOf({ code, response, cause }: Failure): string {
  const said = response
    .toWellFormed()
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
  const ours = reasons[cause] ?? reasons[code]
  if (said === '') return ours ?? `The mail could not be handed over${code ? ` (${code})` : ''}.`
  return (code === 'EAUTH' ? `${ours} It said: ${said}` : said).slice(0, reasonMax).toWellFormed()
}
