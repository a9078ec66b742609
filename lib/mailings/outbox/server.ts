import { SMTPServer, type SMTPServerSession } from 'smtp-server'
import type { SystemContext } from '@/lib/access/context'
import { reportBug } from '@/lib/platform/log'
import { receiveMail } from './receive'

/** Largest mail it takes, many times what we send. */
const mailBytesMax = 20 * 1024 * 1024
const clientsMax = 250

/** The built-in outbox: a mail server for this machine alone, which keeps what we send and passes nothing on. */
export function newOutbox(system: SystemContext): SMTPServer {
  return new SMTPServer({
    ...{ banner: 'Roster outbox', size: mailBytesMax, maxClients: clientsMax, logger: false },
    ...{ authOptional: true, disabledCommands: ['AUTH', 'STARTTLS'], disableReverseLookup: true },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => {
        if (!stream.sizeExceeded) chunks.push(chunk)
      })
      stream.on('end', () => {
        if (stream.sizeExceeded) return done(refusal(552, '5.3.4 This mail is too large.'))
        keep(system, session, Buffer.concat(chunks)).then(() => done(), done)
      })
    },
  })
}

async function keep(system: SystemContext, { envelope }: SMTPServerSession, raw: Buffer): Promise<void> {
  const sender = envelope.mailFrom ? envelope.mailFrom.address : ''
  for (const { address: recipient } of envelope.rcptTo) {
    const isKept = await receiveMail(system, { sender, recipient, raw }).catch((error) => {
      throw refusal(451, `4.3.0 It could not be kept (${reportBug(error)}).`)
    })
    if (!isKept) throw refusal(554, '5.7.1 Only mail of this installation is taken.')
  }
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode })
}
