import { expect, test } from 'vitest'
import { type Outcome, outcomeOf, type Progress } from './outcome'

type Given = { code?: string; command?: string; response?: string; originalCode?: string }

function failure({ response, ...given }: Given): Error {
  const reply = Number(response?.slice(0, 3))
  return Object.assign(new Error('failed'), given, response && { response, responseCode: reply })
}

const rcpt = (response: string): Given => ({ code: 'EENVELOPE', command: 'RCPT TO', response })
const text = (response: string): Given => ({ code: 'EMESSAGE', command: 'DATA', response })

const cases: [Progress, Given, Outcome['kind'], ('hard' | 'soft' | null)?][] = [
  // Before there is a session, whatever it is.
  ['none', { code: 'ESOCKET', originalCode: 'ECONNREFUSED', command: 'CONN' }, 'not-reached'],
  ['none', { code: 'EDNS', command: 'CONN' }, 'not-reached'],
  ['none', { code: 'ETLS', command: 'STARTTLS' }, 'not-reached'],
  ['none', { code: 'ETIMEDOUT', command: 'CONN' }, 'not-reached'],
  ['none', { code: 'EAUTH', command: 'AUTH PLAIN', response: '535 5.7.8 No' }, 'not-reached'],
  ['none', { code: 'EPROTOCOL', command: 'CONN', response: '554 5.7.1 Blocked' }, 'not-reached'],
  // Of the session or the sender, not of a recipient.
  ['envelope', { code: 'EENVELOPE', command: 'MAIL FROM', response: '550 5.7.1 Not yours' }, 'not-reached'],
  ['envelope', { code: 'EENVELOPE', command: 'MAIL FROM', response: '452 4.3.1 Full' }, 'not-reached'],
  ['envelope', { code: 'ECONNECTION', command: 'CONN', response: '421 4.3.2 Bye' }, 'not-reached'],
  ['envelope', rcpt('530 5.7.0 Authentication required'), 'not-reached'],
  // Of a recipient, for now.
  ['envelope', rcpt('450 4.2.0 Greylisted'), 'temporary'],
  ['envelope', rcpt('421 4.7.0 Too many'), 'temporary'],
  ['envelope', { code: 'ECONNECTION', command: 'CONN' }, 'temporary'],
  ['envelope', { code: 'ETIMEDOUT', command: 'CONN' }, 'temporary'],
  ['envelope', rcpt('503 5.5.1 Order'), 'temporary'],
  ['data', text('451 4.3.0 Later'), 'temporary'],
  ['data', text('421 4.3.2 Bye'), 'temporary'],
  // Of a recipient, for good.
  ['envelope', rcpt('550 5.1.1 No such user'), 'permanent', 'hard'],
  ['envelope', rcpt('550-5.1.1 No such user\n550 5.1.1 here'), 'permanent', 'hard'],
  ['envelope', rcpt('550 5.1.8 Sender has no MX'), 'permanent', null],
  ['envelope', rcpt('550 5.2.1 Disabled'), 'permanent', 'hard'],
  ['envelope', rcpt('552 5.2.2 Mailbox full'), 'permanent', 'soft'],
  ['envelope', rcpt('550 5.2.3 Too long'), 'permanent', null],
  ['envelope', rcpt('550 5.3.2 System off'), 'permanent', 'soft'],
  ['envelope', rcpt('550 5.4.4 No route'), 'permanent', 'soft'],
  ['envelope', rcpt('550 5.5.0 Mailbox unavailable'), 'permanent', 'hard'],
  ['envelope', rcpt('501 5.5.4 Syntax'), 'permanent', null],
  ['envelope', rcpt('550 5.7.1 Relaying denied'), 'permanent', null],
  ['envelope', rcpt('550 No such user'), 'permanent', 'hard'],
  ['envelope', rcpt('551 Elsewhere'), 'permanent', 'hard'],
  ['envelope', rcpt('553 Not allowed'), 'permanent', 'hard'],
  ['envelope', rcpt('552 Too much'), 'permanent', 'soft'],
  ['envelope', rcpt('554 Failed'), 'permanent', null],
  ['envelope', { code: 'EENVELOPE', command: 'API' }, 'permanent', null],
  ['data', text('554 5.7.1 Spam'), 'permanent', null],
  ['data', text('550 Spam'), 'permanent', null],
  ['data', text('552 5.2.2 Mailbox full'), 'permanent', 'soft'],
  ['data', text('550 5.1.1 No such user'), 'permanent', 'hard'],
  // Handed over, and no answer, or none that says no.
  ['data', { code: 'ECONNECTION', command: 'CONN' }, 'unknown'],
  ['data', { code: 'ETIMEDOUT', command: 'CONN' }, 'unknown'],
  ['data', { code: 'ESOCKET', originalCode: 'ECONNRESET', command: 'CONN' }, 'unknown'],
  ['data', { code: 'EPROTOCOL', command: 'CONN', response: '250 What' }, 'unknown'],
  ['data', {}, 'unknown'],
]

test.each(cases)('%s %o: %s %s', (progress, given, kind, bounce) => {
  const outcome = outcomeOf(failure(given), progress)
  expect(outcome).toMatchObject(bounce === undefined ? { kind } : { kind, bounce })
})

test('the reason is what the server said, in one bounded line, or else ours', () => {
  const said = (given: Given) => (outcomeOf(failure(given), 'envelope') as { reason: string }).reason
  expect(said(rcpt('550-5.1.1 No\n550 5.1.1 such\u0000 user'))).toBe('550-5.1.1 No 550 5.1.1 such user')
  expect(said(rcpt(`550 ${'x'.repeat(1_000)}`))).toHaveLength(300)
  expect(said({ code: 'ESOCKET', originalCode: 'ECONNREFUSED' })).toBe(
    'The mail server refuses the connection.',
  )
  expect(said({ code: 'EAUTH', response: '535 No' })).toBe(
    'The mail server does not accept our name and password. It said: 535 No',
  )
  expect(outcomeOf('thrown', 'none')).toEqual({
    kind: 'not-reached',
    reason: 'The mail could not be handed over.',
  })
})
