import fc from 'fast-check'
import type { AddressObject, ParsedMail } from 'mailparser'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testMailServer } from '@/lib/testing/mail-server'
import { overrideEnv } from '../env'
import { composeMail, type Mail } from './compose'
import { openTransport } from './transport'

overrideEnv({ DATABASE_URL: 'postgresql://unused' })

const server = testMailServer()
let transport: ReturnType<typeof openTransport>
beforeAll(() => {
  transport = openTransport(server.url(), 1)
})
afterAll(() => transport.close())

const mail = (given: Partial<Mail>): Mail => ({
  ...{ from: { name: 'Shop', address: 'news@shop.example' }, to: 'ann@example.com', subject: 'Spring' },
  ...{ bounceTo: 'news+1@shop.example', text: 'Hello', html: '<p>Hello</p>', messageId: 'a.b@shop.example' },
  ...{ date: new Date('2026-03-01T12:00:00Z'), headers: {}, ...given },
})

async function sent(given: Partial<Mail>): Promise<ParsedMail> {
  expect(await transport.send(mail(given))).toEqual({ kind: 'accepted' })
  const taken = server.taken.splice(0)
  expect(taken.map(({ to }) => to)).toEqual([['ann@example.com']])
  return taken[0]?.parsed as ParsedMail
}

const nameOf = ({ from }: ParsedMail) => from?.value[0]?.name
const carried = (text: string) => text.isWellFormed() && !/\p{Cc}/u.test(text)

/** Whatever somebody might type, and worse. Space around it is dropped before it gets here. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '"',
    "'",
    '\\',
    '<b@x.nl>',
    ',',
    ';',
    ':',
    '(',
    '=?UTF-8?Q?x?=',
    '=',
    '?=',
    '🎈',
    'é',
    '漢字',
    ' ',
    '  ',
  ),
  fc.constantFrom(
    '\r\nBcc: all@x.nl',
    '\n',
    '\r',
    '\0',
    '\ud800',
    '\udc00',
    '\u2028',
    '\u200d',
    '\u007f',
    '\u0085',
  ),
  fc.string({ minLength: 200, maxLength: 600 }),
  fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 900, maxLength: 1_100 }),
)
const line = fc
  .array(piece, { minLength: 1, maxLength: 12 })
  .map((pieces) => Array.from(pieces.join('').trim()).slice(0, 2_000).join('').trim())
  .filter((text) => text !== '')

test('names and subjects are read back as they were given, or refused', { timeout: 120_000 }, async () => {
  let refused = 0
  let kept = 0
  await fc.assert(
    fc.asyncProperty(line, line, async (name, subject) => {
      const given = { from: { name, address: 'news@shop.example' }, subject }
      if (!carried(name) || !carried(subject)) {
        expect(() => composeMail(mail(given))).toThrow(/line break or another character/)
        refused++
        return
      }
      kept++
      const parsed = await sent(given)
      expect(nameOf(parsed)).toBe(name)
      expect(parsed.subject).toBe(subject)
      expect((parsed.to as AddressObject).text).toBe('ann@example.com')
      expect(parsed.bcc).toBeUndefined()
    }),
    { numRuns: 150 },
  )
  expect(Math.min(refused, kept)).toBeGreaterThan(20)
})

test.each([
  ['Shop "de Linde", BV', 'Say "hello" to <spring>'],
  ['Ünïcödé 🎈', 'x'.repeat(2_000)],
  ['é'.repeat(2_000), `${'word '.repeat(400)}end`],
  ['=?UTF-8?Q?x?=', '=?utf-8?B?eA==?= and more'],
  ['Two  spaces', 'Two  spaces, 🎈  here'],
  ['news@other.example', '(comment)'],
])('the name %s and the subject %s', async (name, subject) => {
  const parsed = await sent({ from: { name, address: 'news@shop.example' }, subject })
  expect([nameOf(parsed), parsed.subject]).toEqual([name, subject])
  expect(parsed.from?.value[0]?.address).toBe('news@shop.example')
})

/** As it travels: mail knows one line end. */
const asSent = (text: string) => text.replace(/\r\n|\r|\n/g, '\n')

test('texts are read back as they were given', { timeout: 120_000 }, async () => {
  const text = fc
    .array(fc.oneof(piece, fc.constantFrom('\t', ' \n', '.\n', '\n.\n', '=3D', '--_NmP')))
    .map((pieces) => pieces.join(''))
  await fc.assert(
    fc.asyncProperty(text, async (given) => {
      const parsed = await sent({ text: given, html: `<p>${given}</p>` })
      const expected = asSent(given.toWellFormed())
      expect((parsed.text ?? '').replace(/\n+$/, '')).toBe(expected.replace(/\n+$/, ''))
      expect(parsed.html).toContain(`<p>${expected}</p>`)
    }),
    { numRuns: 100 },
  )
})

test('no line is longer than mail allows, and all of it is ASCII', () => {
  fc.assert(
    fc.property(line, line, fc.string({ unit: 'binary', maxLength: 3_000 }), (name, subject, text) => {
      fc.pre(carried(name) && carried(subject))
      const raw = composeMail(
        mail({ from: { name, address: 'news@shop.example' }, subject, text, html: text }),
      )
      const lines = raw.toString('latin1').split('\r\n')
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(998)
      expect(lines.every((each) => /^[\t\x20-\x7e]*$/.test(each))).toBe(true)
    }),
  )
})

test('the headers are those of a mailing', async () => {
  const headers = {
    'List-Unsubscribe': `<https://shop.example/unsubscribe/${'t'.repeat(200)}>`,
    Precedence: 'bulk',
  }
  const raw = composeMail(mail({ headers })).toString('latin1')
  expect(raw).toMatch(/^Message-ID: <a\.b@shop\.example>\r$/m)
  expect(raw).toMatch(/^Date: Sun, 01 Mar 2026 12:00:00 \+0000\r$/m)
  expect(raw).toMatch(/^MIME-Version: 1\.0\r$/m)
  const parsed = await sent({ headers })
  expect(parsed.headerLines.find(({ key }) => key === 'list-unsubscribe')?.line).toBe(
    `List-Unsubscribe: ${headers['List-Unsubscribe']}`,
  )
})
