import { expect, test } from 'vitest'
import { kindOfFailure } from './rules'

test.each([
  ['5.1.1', '', 'hard'],
  ['5.1.10', '550 5.1.10 RESOLVER.ADR.RecipientNotFound', 'hard'],
  ['5.1.8', '550 5.1.8 Sender domain not found', 'soft'],
  ['5.2.1', '', 'hard'],
  ['5.2.2', '552 5.2.2 Mailbox full', 'soft'],
  ['5.2.3', '', 'soft'],
  ['5.3.4', '', 'soft'],
  ['5.4.4', 'Host or domain name not found', 'hard'],
  ['5.4.7', 'Delivery expired', 'soft'],
  ['5.7.1', '550 5.7.1 blocked', 'soft'],
  ['5.0.0', '550-5.1.1 no such user', 'hard'],
  ['5.0.0', '550 No such user here', 'hard'],
  ['5.0.0', '554 Message not allowed', 'soft'],
  ['5.0.0', '192.0.2.4 does not like you', 'soft'],
  ['5.5.0', '550 5.5.0 Requested action not taken: mailbox unavailable', 'hard'],
  ['5.5.2', '', 'soft'],
  ['4.4.7', '550 5.1.1 too late', 'soft'],
  ['', '550 5.1.1 no such user', 'hard'],
  ['', '', 'soft'],
  ['nonsense', 'nonsense', 'soft'],
] as const)('a failure with %s and “%s” is %s', (status, diagnostic, kind) => {
  expect(kindOfFailure(status, diagnostic)).toBe(kind)
})
