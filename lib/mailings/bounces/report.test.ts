import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReport } from './report'
import { reports } from './testing/reports'

const read = (text: string) => readReport(Buffer.from(text, 'latin1'))

test.each([
  [
    'postfix',
    { kind: 'hard', reason: '550 5.1.1 <ada@example.com>: Recipient address rejected: User unknown' },
  ],
  ['exchange', { kind: 'hard', reason: expect.stringContaining('550 5.1.10') }],
  ['gmail', { kind: 'hard', reason: expect.stringContaining('does not exist. Please try 550') }],
  ['quota', { kind: 'soft', reason: '552 5.2.2 Mailbox full' }],
  ['complaint', { kind: 'complaint', reason: 'Reported as abuse' }],
  ['delayed', { ignored: 'It is delayed and still under way.' }],
  ['away', { ignored: 'This mail is no report of a mail server.' }],
] as const)('what comes back of %s', async (name, expected) => {
  expect(await read(reports[name])).toEqual(expected)
})

test('a report that says that all went well, or that praises a mail, is no bounce', async () => {
  expect(await read(reports.postfix.replace('Action: failed', 'Action: relayed'))).toHaveProperty('ignored')
  expect(await read(reports.complaint.replace('abuse\r\n', 'not-spam\r\n'))).toHaveProperty('ignored')
})

test('a report that came back itself does not speak for the mail it is in', async () => {
  const outer = reports.delayed.replace(
    '--b.1/x--',
    `--b.1/x\r\nContent-Type: message/rfc822\r\n\r\n${reports.postfix.replaceAll('b.1/x', 'other')}\r\n--b.1/x--`,
  )
  expect(await read(outer)).toEqual({ ignored: 'It is delayed and still under way.' })
})

test('garbage of any kind reports nothing, and soon', { timeout: 60_000 }, async () => {
  const nested = (depth: number) =>
    `Content-Type: multipart/report; boundary=b0\r\n\r\n${Array.from({ length: depth }, (_, n) => `--b${n}\r\nContent-Type: multipart/mixed; boundary=b${n + 1}\r\n\r\n`).join('')}`
  const wide = `Content-Type: multipart/report; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/html\r\n\r\n<div>\r\n'.repeat(25_000)}`
  const blocks = reports.postfix.replace('Reporting-MTA', `${'a:\r\n\r\n'.repeat(150_000)}Reporting-MTA`)
  const hostile = [
    '',
    '\0',
    'x'.repeat(1_000_000),
    ': '.repeat(500_000),
    nested(2_000),
    wide,
    '\r\n'.repeat(500_000),
  ]
  const startedAt = performance.now()
  for (const text of hostile) expect(await read(text)).toHaveProperty('ignored')
  expect(await read(blocks)).toMatchObject({ kind: 'hard' })
  expect(performance.now() - startedAt).toBeLessThan(20_000)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      await readReport(Buffer.from(bytes))
      await readReport(Buffer.concat([Buffer.from(reports.postfix.slice(0, 1_400)), Buffer.from(bytes)]))
    }),
    { numRuns: 50 },
  )
})
