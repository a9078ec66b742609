import { encodeWord, foldLines, quoteString } from 'nodemailer/lib/mime-funcs'
import MimeNode from 'nodemailer/lib/mime-node'
import { DomainError } from '../errors'
import { quotedPrintable } from './quoted-printable'

export type Mail = {
  from: { name: string; address: string }
  to: string
  /** Whom bounces go to: the sender of the envelope. */
  bounceTo: string
  subject: string
  text: string
  html: string
  /** Without angle brackets. */
  messageId: string
  date: Date
  /** Further headers. Their values are ours, and plain ASCII. */
  headers: Record<string, string>
}

/**
 * The mail as it goes over the line: multipart/alternative, its headers by the mail library.
 * @throws DomainError invalid when a text cannot be in a header as it is
 */
export function composeMail(mail: Mail): Buffer {
  const root = new MimeNode('multipart/alternative', { disableFileAccess: true, disableUrlAccess: true })
  const prepared = { prepared: true, foldLines: true }
  const subject = headerText(mail.subject, 'The subject')
  root.setHeader('To', { name: '', address: mail.to })
  root.setHeader('Subject', { ...prepared, value: isPlain(subject) ? subject : encoded(subject) })
  root.setHeader('Message-ID', `<${mail.messageId}>`)
  root.setHeader('Date', mail.date)
  for (const [name, value] of Object.entries(mail.headers)) root.setHeader(name, { prepared: true, value })
  const headers = `${foldLines(`From: ${sender(mail.from)}`)}\r\n${root.buildHeaders()}`
  const boundary = `--${root.boundary}`
  const parts = [part('text/plain', mail.text), part('text/html', mail.html)]
  return Buffer.from(
    `${headers}\r\n\r\n${parts.map((each) => `${boundary}\r\n${each}\r\n`).join('')}${boundary}--\r\n`,
    'utf8',
  )
}

function part(type: string, content: string): string {
  const headers = `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable`
  return `${headers}\r\n\r\n${quotedPrintable(content)}`
}

function sender({ name, address }: Mail['from']): string {
  if (name === '') return address
  const text = headerText(name, 'The name of the sender')
  return `${isPlain(text) ? quoteString(text) : encoded(text)} <${address}>`
}

/** What every mail program reads as it is written, and what can be folded; the library lets more pass than that. */
function isPlain(text: string): boolean {
  return /^[\x21-\x7e]{1,60}(?: [\x21-\x7e]{1,60})*$/.test(text) && !text.includes('=?')
}

const wordMax = 75

/** As encoded words (RFC 2047), in letters where most of it is. */
function encoded(text: string): string {
  const others = text.replace(/[\x20-\x7e]/g, '').length
  return encodeWord(text, others * 3 > text.length ? 'B' : 'Q', wordMax)
}

/** A line break would begin a header of its own; what is left of half a character could not be read back. */
function headerText(text: string, what: string): string {
  if (text.isWellFormed() && !/\p{Cc}/u.test(text)) return text
  throw new DomainError('invalid', `${what} has a line break or another character that e-mail cannot carry.`)
}
