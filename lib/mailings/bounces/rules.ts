type Failure = 'hard' | 'soft'

/**
 * What the subject of a permanent status (RFC 3463) says of the address, and its details that say otherwise. Hard is only what
 * would be the same for every mail: a full mailbox, a mail that is too long and a sender who is blocked are not.
 */
const bySubject: Record<string, { kind: Failure; but?: Record<string, Failure> }> = {
  // 1: the address; 7 and 8 are about the sender's.
  '1': { kind: 'hard', but: { '7': 'soft', '8': 'soft' } },
  // 2: the mailbox; 1: it is switched off.
  '2': { kind: 'soft', but: { '1': 'hard' } },
  // 4: the network; 4: the domain has no mail server.
  '4': { kind: 'soft', but: { '4': 'hard' } },
}

/** Replies to an address that say that there is no such mailbox (RFC 5321). */
const noMailbox = /(?:^|\D)55[013](?!\d)/

/** Of a delivery that a mail server has given up: by its status, and where that says nothing by what was answered. */
export function kindOfFailure(status: string, diagnostic: string): Failure {
  const [, level, subject, detail] = codeIn(status) ?? []
  const [, , saidSubject, saidDetail] = codeIn(diagnostic) ?? []
  if (level === '4') return 'soft'
  const isVague = subject === undefined || subject === '0'
  return byCode(isVague ? saidSubject : subject, isVague ? saidDetail : detail, diagnostic)
}

function byCode(subject: string | undefined, detail: string | undefined, diagnostic: string): Failure {
  const known = subject === undefined ? undefined : bySubject[subject]
  if (known) return known.but?.[detail ?? ''] ?? known.kind
  // 0 says nothing, and some say 5.5.0 of a mailbox.
  const isVague = subject === undefined || subject === '0' || (subject === '5' && detail === '0')
  return isVague && noMailbox.test(diagnostic) ? 'hard' : 'soft'
}

const codeIn = (text: string) => /(?:^|[^\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])/.exec(text)
