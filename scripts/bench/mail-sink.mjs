// A mail server that keeps nothing: it counts what it takes, or answers as it is told. As little work as there can be, so
// that what is measured is the sender.
import net from 'node:net'
import { fileURLToPath } from 'node:url'

/**
 * @typedef {{ command: 'CONNECT' | 'EHLO' | 'MAIL' | 'RCPT' | 'DATA' | 'END' | 'OTHER', line: string, to: string }} Said
 * @typedef {string | undefined | 'close' | 'hang'} Answer an answer of its own; what it would say anyway; none, and no more
 */

const accepting = {
  CONNECT: '220 sink',
  EHLO: '250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SMTPUTF8',
  MAIL: '250 2.1.0 Ok',
  RCPT: '250 2.1.5 Ok',
  DATA: '354 Go ahead',
  END: '250 2.0.0 Ok',
  OTHER: '250 Ok',
}

/**
 * @param {{ port?: number, answer?: (said: Said) => Answer | Promise<Answer>, taken?: (to: string, raw: string) => void }} options
 * `taken` hears of each mail right before it is acknowledged.
 */
export async function startMailSink({ port = 0, answer = () => undefined, taken = () => {} } = {}) {
  const sockets = new Set()
  const server = net.createServer({ noDelay: true }, (socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    new Session(socket, answer, taken).start()
  })
  await new Promise((done, failed) => server.once('error', failed).listen(port, '127.0.0.1', done))
  const at = /** @type {net.AddressInfo} */ (server.address()).port
  return {
    port: at,
    url: `smtp://127.0.0.1:${at}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((done) => server.close(done))
    },
  }
}

class Session {
  to = ''
  rest = ''
  inData = false
  busy = Promise.resolve()

  /**
   * @param {net.Socket} socket
   * @param {(said: Said) => Answer | Promise<Answer>} answer
   * @param {(to: string, raw: string) => void} taken
   */
  constructor(socket, answer, taken) {
    this.socket = socket
    this.answer = answer
    this.taken = taken
  }

  start() {
    this.reply('CONNECT', '')
    this.socket.setEncoding('latin1').on('data', (chunk) => {
      this.busy = this.busy.then(() => this.read(String(chunk)))
    })
  }

  /** @param {string} chunk */
  async read(chunk) {
    this.rest += chunk
    for (;;) {
      const end = this.rest.indexOf(this.inData ? '\r\n.\r\n' : '\r\n')
      if (end < 0 || this.socket.destroyed) return
      const text = this.rest.slice(0, end)
      this.rest = this.rest.slice(end + (this.inData ? 5 : 2))
      if (this.inData) await this.end(text)
      else await this.command(text)
    }
  }

  /** @param {string} raw */
  async end(raw) {
    this.inData = false
    const told = await this.answer({ command: 'END', line: '', to: this.to })
    if (told === undefined) this.taken(this.to, raw)
    this.to = ''
    this.say(told ?? accepting.END)
  }

  /** @param {string} line */
  async command(line) {
    const verb = line.slice(0, 4).toUpperCase()
    if (verb === 'QUIT') return this.socket.end('221 Bye\r\n')
    if (verb === 'MAIL') this.to = ''
    if (verb === 'RCPT') this.to = /<(.*?)>/.exec(line)?.[1] ?? ''
    const command = verb in accepting ? /** @type {Said['command']} */ (verb) : 'OTHER'
    // Sent along with addresses that were refused, as pipelining has it.
    if (command === 'DATA' && this.to === '') return this.say('503 5.5.1 No recipient')
    const said = await this.reply(command, line)
    if (command === 'DATA') this.inData = said.startsWith('3')
    else if (!said.startsWith('2')) this.to = ''
  }

  /**
   * @param {Said['command']} command
   * @param {string} line
   */
  async reply(command, line) {
    const told = await this.answer({ command, line, to: this.to })
    const said = told ?? accepting[command]
    this.say(said)
    return said
  }

  /** @param {string} said */
  say(said) {
    if (said === 'close') this.socket.destroy()
    else if (said !== 'hang') this.socket.write(`${said}\r\n`)
  }
}

/** As a program it says where it listens, and then whom each mail it takes is for. */
async function main() {
  const { url } = await startMailSink({ taken: (to) => process.stdout.write(`${to}\n`) })
  process.stdout.write(`${url}\n`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main()
