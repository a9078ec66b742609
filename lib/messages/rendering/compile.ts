import { chosenLists } from '../content/schema'
import type { MessageBody } from '../schema'
import { escapeHtml } from './html'
import { Marks, type Piece, type Slot } from './marks'
import { writePlainText } from './plain-text'

/** Whom a message is filled in for. */
export type Recipient = {
  /** Bit n: is in the list `listIds[n]`. */
  lists: bigint
  /** Values as text, by the property's name; empty or absent: the fallback. */
  fields: Record<string, string>
  unsubscribeUrl: string
  preferencesUrl: string
  /** The tracked address of a link, or `links[number]` itself. */
  linkUrl: (number: number) => string
  /** The pixel that tells that it was opened; null: none. */
  openUrl: string | null
}

export type Filled = { subject: string; html: string; text: string }

/** One rendering, whatever the number of recipients and lists: static text, places to fill in, and conditions. */
export type CompiledMessage = {
  /** Lists of the dynamic content blocks, in the order of the bits of `Recipient.lists`. */
  listIds: number[]
  /** Where links lead, by number: http and https only. */
  links: string[]
  /** Names of the personal fields. */
  fields: string[]
  /** Whether everybody gets a link to unsubscribe, whatever lists they are in. */
  hasUnsubscribe: boolean
  fill(recipient: Recipient): Filled
}

/** `imageBase` is the installation's address without a slash at its end: mail programs know no other. */
export async function compileMessage(
  { subject, preheader, content }: MessageBody,
  { imageBase }: { imageBase: string },
): Promise<CompiledMessage> {
  const marks = new Marks()
  const listIds = chosenLists(content).map(({ listId }) => listId)
  const rendering = { marks, listIds, imageBase }
  // Loaded when first needed: it takes longer than all the rest of a worker, which is to be up at once.
  const { renderDocument } = await import('./document')
  const title = marks.text(subject)
  const html = marks.read(
    await renderDocument(content.content, { ...rendering, title, preheader: marks.text(preheader) }),
  )
  const text = marks.read(writePlainText(content.content, rendering))
  const subjectPieces = marks.read(title)
  return {
    listIds,
    links: marks.links,
    fields: marks.fields(),
    hasUnsubscribe: alwaysUnsubscribes(html),
    fill: (recipient) => ({
      subject: oneLine(write(subjectPieces, recipient, asIs)),
      html: write(html, recipient, escapeHtml),
      text: `${write(text, recipient, asIs).trim()}\n`,
    }),
  }
}

const asIs = (value: string) => value

/** No value breaks out of the line that a header is. */
function oneLine(subject: string): string {
  return subject.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

function alwaysUnsubscribes(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => {
    if (typeof piece === 'string') return false
    if (piece.kind !== 'condition') return piece.kind === 'unsubscribe'
    return alwaysUnsubscribes(piece.inside) && alwaysUnsubscribes(piece.outside)
  })
}

function write(pieces: readonly Piece[], recipient: Recipient, put: (value: string) => string): string {
  let written = ''
  for (const piece of pieces) {
    if (typeof piece === 'string') written += piece
    else if (piece.kind === 'condition') {
      const isIn = piece.bit !== null && ((recipient.lists >> BigInt(piece.bit)) & 1n) === 1n
      written += write(isIn ? piece.inside : piece.outside, recipient, put)
    } else written += fillSlot(piece, recipient, put)
  }
  return written
}

function fillSlot(slot: Slot, recipient: Recipient, put: (value: string) => string): string {
  switch (slot.kind) {
    case 'field':
      return put(own(recipient.fields, slot.name) || slot.fallback)
    case 'link':
      return put(recipient.linkUrl(slot.number))
    case 'unsubscribe':
      return put(recipient.unsubscribeUrl)
    case 'preferences':
      return put(recipient.preferencesUrl)
    case 'pixel':
      return recipient.openUrl === null
        ? ''
        : `<img src="${put(recipient.openUrl)}" alt="" width="1" height="1" style="display:block">`
  }
}

/** A message may name `constructor`, which every object answers to. */
function own(fields: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}
