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
  const reason = reasonOf(failure)
  if (progress === 'none') return { kind: 'not-reached', reason }
  if (progress === 'envelope') return inEnvelope(failure, reason)
  return isRefusal(failure) ? refused(failure, reason) : { kind: 'unknown', reason }
}

function inEnvelope(failure: Failure, reason: string): Outcome {
  const { command, reply } = failure
  // An address that cannot even be asked about.
  if (command === 'API') return { kind: 'permanent', bounce: null, reason }
  if (reply === undefined || reply < 400) return { kind: 'temporary', reason }
  // Of the sender, or of us: the next recipient would hear the same.
  const isOurs = command === 'MAIL FROM' || command === 'CONN' || reply === 530 || reply === 535
  return isOurs ? { kind: 'not-reached', reason } : refused(failure, reason)
}

/** Answers to the text of a mail that say it was not taken. */
function isRefusal({ code, reply }: Failure): boolean {
  return reply !== undefined && reply >= 400 && (code === 'EMESSAGE' || code === 'ECONNECTION')
}

function refused(failure: Failure, reason: string): Outcome {
  const { reply = 0 } = failure
  // 503 is about the order of commands, so another session may do better.
  if (reply < 500 || reply === 503) return { kind: 'temporary', reason }
  return { kind: 'permanent', bounce: bounceOf(failure), reason }
}

type Bounce = 'hard' | 'soft' | null

/** What the subject of an enhanced status code says, and its details that say otherwise. */
const bySubject: Record<string, { bounce: Bounce; but?: Record<string, Bounce> }> = {
  // 1: the address; 7 and 8 are about the sender's.
  '1': { bounce: 'hard', but: { '7': null, '8': null } },
  // 2: the mailbox; 1: it is switched off, 3: the mail is too long.
  '2': { bounce: 'soft', but: { '1': 'hard', '3': null } },
  // 3 and 4: the system or the network there.
  '3': { bounce: 'soft' },
  '4': { bounce: 'soft' },
  // 6 and 7: the mail itself, or a policy.
  '6': { bounce: null },
  '7': { bounce: null },
}

/** By the enhanced status code where it says what is wrong; else by the reply. */
function bounceOf({ command, reply = 0, response }: Failure): Bounce {
  const [, subject = '', detail = ''] = /^\d{3}[ -]5\.(\d{1,3})\.(\d{1,3})\b/.exec(response) ?? []
  const known = bySubject[subject]
  if (known) return known.but && detail in known.but ? (known.but[detail] ?? null) : known.bounce
  // 5: the commands; with 0, some say so of a mailbox.
  if (subject === '5' && detail !== '0') return null
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
