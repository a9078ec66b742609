import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import { env } from '../env'
import { reportBug } from '../log'
import { composeMail, type Mail } from './compose'
import { type Outcome, outcomeOf, type Progress } from './outcome'

/** Connections are closed after so many mails, before the mail server does: many count them. */
const mailsPerConnection = 500
/** A connection that the server closed while it lay idle is replaced so often for one mail, of which nothing was sent then. */
const replacedMax = 2

export type MailTransport = {
  /** Hands one mail over. Never throws: whatever happens is an outcome. */
  send: (mail: Mail) => Promise<Outcome>
  /** Mails under way are finished first. */
  close: () => void
}

/** Connections to a mail server, at most so many at once, opened when there is something to send. */
export function openTransport(url: string, parallel: number): MailTransport {
  const { MAIL_CONNECT_TIMEOUT_MS: connectMs, MAIL_ANSWER_TIMEOUT_MS: answerMs } = env()
  const pool = createTransport({
    ...{
      pool: true,
      url,
      maxConnections: parallel,
      maxMessages: mailsPerConnection,
      maxRequeues: replacedMax,
    },
    ...{
      dnsTimeout: connectMs,
      connectionTimeout: connectMs,
      greetingTimeout: connectMs,
      socketTimeout: answerMs,
    },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  })
  const watched = new WeakMap<object, Watched>()
  // The library makes the stream once it has a session, and reads it once the server has taken the addresses.
  pool.use('stream', ({ message, data }, done) => {
    const mail = watched.get(Object(data.raw))
    if (mail && message) message.createReadStream = () => mail.stream()
    done()
  })
  return {
    close: () => pool.close(),
    send: async (mail) => {
      const made = compose(mail)
      if ('outcome' in made) return made.outcome
      const envelope = { from: mail.bounceTo, to: mail.to }
      const watch = new Watched(made.raw)
      watched.set(made.raw, watch)
      try {
        await pool.sendMail({ envelope, raw: made.raw })
        return { kind: 'accepted' }
      } catch (error) {
        return outcomeOf(error, watch.progress)
      }
    },
  }
}

function compose(mail: Mail): { raw: Buffer } | { outcome: Outcome } {
  try {
    return { raw: composeMail(mail) }
  } catch (error) {
    const reason = `The mail could not be made (${reportBug(error)}).`
    return { outcome: { kind: 'permanent', bounce: null, reason } }
  }
}

/** A mail that notes how far it came. */
class Watched {
  progress: Progress = 'none'
  private readonly raw: Buffer

  constructor(raw: Buffer) {
    this.raw = raw
  }

  stream(): Readable {
    this.progress = 'envelope'
    const stream = new Readable({
      read: () => {
        this.progress = 'data'
        stream.push(this.raw)
        stream.push(null)
      },
    })
    return stream
  }
}
