import { afterEach, expect, test } from 'vitest'
import { startMailSink } from '../../../scripts/bench/mail-sink.mjs'
import { overrideEnv } from '../env'
import type { Mail } from './compose'
import { type MailTransport, openTransport } from './transport'

overrideEnv({
  DATABASE_URL: 'postgresql://unused',
  MAIL_CONNECT_TIMEOUT_MS: '300',
  MAIL_ANSWER_TIMEOUT_MS: '300',
})

const open: { close: () => unknown }[] = []
afterEach(async () => {
  for (const each of open.splice(0)) await each.close()
})

type Options = NonNullable<Parameters<typeof startMailSink>[0]>

async function sink(
  options: Options = {},
): Promise<{ port: number; transport: MailTransport; taken: string[] }> {
  const taken: string[] = []
  const server = await startMailSink({ taken: (to: string) => void taken.push(to), ...options })
  const transport = openTransport(server.url, 2)
  open.push(transport, server)
  return { port: server.port, transport, taken }
}

const mail = (to = 'ann@example.com'): Mail => ({
  ...{ from: { name: 'Shop', address: 'news@shop.example' }, to, bounceTo: 'news+1@shop.example' },
  ...{ subject: 'Spring', text: 'Hello', html: '<p>Hello</p>', messageId: 'a@shop.example' },
  ...{ date: new Date(0), headers: {} },
})

type Said = { command: string; to: string }
test('mails are taken, over as many connections as may be', async () => {
  let connections = 0
  const { transport, taken } = await sink({
    answer: ({ command }: Said) => void (command === 'CONNECT' && connections++),
  })
  const outcomes = await Promise.all(Array.from({ length: 20 }, (_, n) => transport.send(mail(`c${n}@x.nl`))))
  expect(outcomes).toEqual(Array.from({ length: 20 }, () => ({ kind: 'accepted' })))
  expect(new Set(taken).size).toBe(20)
  expect(connections).toBe(2)
})

test.each([
  ['CONNECT', 'close', 'not-reached'],
  ['CONNECT', 'hang', 'not-reached'],
  ['CONNECT', '554 No', 'not-reached'],
  ['EHLO', 'close', 'not-reached'],
  ['MAIL', '550 5.7.1 Not yours', 'not-reached'],
  ['MAIL', 'close', 'temporary'],
  ['RCPT', '451 4.7.1 Greylisted', 'temporary'],
  ['RCPT', '550 5.1.1 Nobody', 'permanent'],
  ['RCPT', 'hang', 'temporary'],
  ['DATA', 'close', 'temporary'],
  ['DATA', '451 Later', 'temporary'],
  ['END', 'close', 'unknown'],
  ['END', 'hang', 'unknown'],
  ['END', '451 Later', 'temporary'],
  ['END', '554 5.7.1 Spam', 'permanent'],
])(
  'a server that at %s answers %s: %s, and another mail fares as it should',
  async (command, answer, kind) => {
    let first = true
    const { transport, taken } = await sink({
      answer: (said: Said) => {
        const isAbout = first && said.command === command
        return isAbout ? answer : undefined
      },
    })
    expect(await transport.send(mail())).toMatchObject({ kind })
    first = false
    expect(await transport.send(mail('bob@example.com'))).toEqual({ kind: 'accepted' })
    expect(taken).toEqual(['bob@example.com'])
  },
)

test('nobody listens: nothing is handed over', async () => {
  const server = await startMailSink()
  await server.close()
  const transport = openTransport(server.url, 2)
  open.push(transport)
  expect(await transport.send(mail())).toMatchObject({
    kind: 'not-reached',
    reason: /refuses the connection/,
  })
})

test('a connection that was closed while it lay idle is replaced, and the mail goes once', async () => {
  let ends = 0
  const { transport, taken } = await sink({
    // The second mail on a connection finds it closed.
    answer: ({ command }: Said) => (command === 'MAIL' && ++ends === 2 ? 'close' : undefined),
  })
  for (const to of ['a@x.nl', 'b@x.nl']) expect(await transport.send(mail(to))).toEqual({ kind: 'accepted' })
  expect(taken).toEqual(['a@x.nl', 'b@x.nl'])
})

test('a mail that cannot be made fails alone', async () => {
  const { transport, taken } = await sink()
  const broken = { ...mail(), subject: 'Spring\r\nBcc: all@example.com' }
  expect(await transport.send(broken)).toMatchObject({ kind: 'permanent', bounce: null })
  expect(taken).toEqual([])
})
