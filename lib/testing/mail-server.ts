import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll } from 'vitest'

export type TakenMail = { to: string[]; parsed: ParsedMail }

/** A real mail server for the tests of a file, which parses what it takes before it says so. */
export function testMailServer() {
  const taken: TakenMail[] = []
  const server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ['STARTTLS', 'AUTH'], logger: false },
    onData: (stream, { envelope }, done) => {
      simpleParser(stream, { skipTextToHtml: true }).then((parsed) => {
        taken.push({ to: envelope.rcptTo.map(({ address }) => address), parsed })
        done()
      }, done)
    },
  })
  beforeAll(() => new Promise<void>((done) => server.listen(0, '127.0.0.1', done)))
  afterAll(() => new Promise<void>((done) => server.close(done)))
  return { taken, url: () => `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` }
}
