import { randomBytes } from 'node:crypto'
import { type LinkTarget, readLink } from './links'
import { type PersonalField, replaceFields } from './placeholders'

/** What is known of a place only once it is known who reads it. */
export type Slot =
  | ({ kind: 'field' } & PersonalField)
  | { kind: 'link'; number: number }
  | { kind: 'unsubscribe' | 'preferences' | 'pixel' }

/** `bit` of the recipient's lists; null: nobody is in it. */
type Condition = { kind: 'condition'; bit: number | null; inside: Piece[]; outside: Piece[] }

/** A piece of a compiled text. */
export type Piece = string | Slot | Condition

/** Pieces as they are read, one after the other, with the conditions that are open. */
class PieceTree {
  readonly pieces: Piece[] = []
  readonly #open: { around: Piece[]; condition: Condition }[] = []
  #into = this.pieces

  add(piece: string | Slot): void {
    if (piece !== '') this.#into.push(piece)
  }

  open(bit: number | null): void {
    const condition: Condition = { kind: 'condition', bit, inside: [], outside: [] }
    this.#into.push(condition)
    this.#open.push({ around: this.#into, condition })
    this.#into = condition.inside
  }

  otherwise(): void {
    this.#into = this.#open.at(-1)?.condition.outside ?? this.#into
  }

  close(): void {
    this.#into = this.#open.pop()?.around ?? this.#into
  }
}

/**
 * Marks places in a text while it is rendered, and finds them again afterwards. A mark is letters and digits only, so that
 * nothing on the way changes it, and begins with a number drawn after the content was written, so that no content holds one.
 */
export class Marks {
  readonly links: string[] = []
  readonly #nonce = `m${randomBytes(16).toString('hex')}`
  readonly #slots: Slot[] = []

  /** A text with its personal fields marked; `plain` makes plain text of a fallback, where the text is HTML. */
  text(text: string, plain = (fallback: string) => fallback): string {
    return replaceFields(text, ({ name, fallback }) =>
      this.#mark({ kind: 'field', name, fallback: plain(fallback) }),
    )
  }

  /** What stands as a link's address; undefined where there is no link. */
  link(text: string): string | undefined {
    const target = readLink(text)
    return target && this.#target(target)
  }

  /** The names of the personal fields that are marked. */
  fields(): string[] {
    return [...new Set(this.#slots.flatMap((slot) => (slot.kind === 'field' ? [slot.name] : [])))]
  }

  pixel(): string {
    return this.#mark({ kind: 'pixel' })
  }

  /** The marks around what is shown to those in a list, and around what the others see. */
  condition(bit: number | null): { start: string; otherwise: string; end: string } {
    const mark = (kind: string) => `${this.#nonce}${kind}${bit ?? ''}z`
    return { start: mark('i'), otherwise: mark('e'), end: mark('x') }
  }

  /** The text around the marks, with what they stand for. */
  read(marked: string): Piece[] {
    const tree = new PieceTree()
    let from = 0
    for (const { 0: mark, 1: kind, 2: number = '', index } of marked.matchAll(this.#pattern())) {
      tree.add(marked.slice(from, index))
      from = index + mark.length
      const slot = this.#slots[Number(number)]
      if (kind === 'i') tree.open(number === '' ? null : Number(number))
      else if (kind === 'e') tree.otherwise()
      else if (kind === 'x') tree.close()
      else if (slot) tree.add(slot)
    }
    tree.add(marked.slice(from))
    return tree.pieces
  }

  #pattern(): RegExp {
    return new RegExp(`${this.#nonce}([sixe])(\\d*)z`, 'g')
  }

  #target(target: LinkTarget): string {
    if (target.kind === 'direct') return target.url
    if (target.kind !== 'web') return this.#mark({ kind: target.kind })
    const known = this.links.indexOf(target.url)
    const number = known === -1 ? this.links.push(target.url) - 1 : known
    return this.#mark({ kind: 'link', number })
  }

  #mark(slot: Slot): string {
    return `${this.#nonce}s${this.#slots.push(slot) - 1}z`
  }
}
