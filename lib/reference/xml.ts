import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { HttpProblem } from '@/lib/api/problem'

/** What an element holds: text, or its children by name, those that repeat as a list. Attributes and prefixes are left out. */
export type XmlValue = string | XmlValue[] | { [name: string]: XmlValue }

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: true,
  removeNSPrefix: true,
  trimValues: false,
  parseTagValue: false,
  // Entities are resolved below, the five of XML and numbers: nothing that a document defines itself.
  processEntities: false,
  cdataPropName: '#cdata',
  ignoreDeclaration: true,
  ignorePiTags: true,
})

type Node = { [name: string]: Node[] | string }

/** Reads a document, of which DOCTYPE may not be part: it is how entities reach into files or grow without bound. */
export function parseXml(text: string): { root: string; value: XmlValue } {
  if (/<!DOCTYPE/i.test(text)) throw new HttpProblem('malformed', 'A DOCTYPE is not read here. Leave it out.')
  if (forbidden.test(text)) throw notXml('it holds a character that XML has not')
  const valid = XMLValidator.validate(text)
  if (valid !== true) throw notXml(`${valid.err.msg.replace(/\.$/, '')} (line ${valid.err.line})`)
  const roots = parse(text).filter((node) => nameOf(node) !== '#text')
  const [root] = roots
  if (!root || roots.length > 1) throw notXml('it has not exactly one root element')
  return { root: nameOf(root), value: contentOf(root) }
}

function parse(text: string): Node[] {
  try {
    return parser.parse(text)
  } catch (cause) {
    // How deep and how much it may hold is bounded there.
    throw notXml(cause instanceof Error ? cause.message : 'it cannot be read')
  }
}

function nameOf(node: Node): string {
  return Object.keys(node)[0] ?? ''
}

function contentOf(element: Node): XmlValue {
  const children = Object.values(element)[0]
  if (!Array.isArray(children)) return ''
  const elements = children.filter((child) => !nameOf(child).startsWith('#'))
  if (elements.length === 0) return children.map(textOf).join('')
  if (children.some((child) => nameOf(child).startsWith('#') && textOf(child).trim() !== ''))
    throw notXml('an element holds both text and elements')
  const values = new Map<string, XmlValue[]>()
  for (const child of elements)
    values.set(nameOf(child), [...(values.get(nameOf(child)) ?? []), contentOf(child)])
  // fromEntries defines, where assigning would let an element called __proto__ do harm.
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, all.length === 1 && all[0] !== undefined ? all[0] : all]),
  )
}

function textOf(node: Node): string {
  const cdata = node['#cdata']
  if (Array.isArray(cdata)) return cdata.map((part) => String(part['#text'] ?? '')).join('')
  return decodeEntities(String(node['#text'] ?? ''))
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const reference = /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w*))(;?)/g

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(reference, (all, decimal?: string, hex?: string, name?: string, end?: string) => {
    const character =
      name === undefined
        ? characterOf(decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16))
        : named[name]
    if (character === undefined || end === '') throw notXml(`${all} stands for nothing`)
    return character
  })
}

function characterOf(code: number): string | undefined {
  const character = code <= 0x10ffff ? String.fromCodePoint(code) : undefined
  return character?.isWellFormed() && !forbidden.test(character) ? character : undefined
}

// What is not a Char of XML 1.0.
const forbidden = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u
const forbiddenAll = new RegExp(forbidden, 'gu')

function notXml(reason: string): HttpProblem {
  return new HttpProblem('malformed', `The body is not XML: ${reason}.`)
}

/** Writes a JSON value as a document. Lists become repeated elements; of a list on its own each element is called `item`. */
export function toXml(root: string, value: unknown, item = 'item'): string {
  const content = Array.isArray(value) ? { [item]: value } : value
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(root, content)}`
}

function element(name: string, value: unknown): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((each) => element(name, each)).join('')
  if (typeof value !== 'object') return `<${name}>${escapeText(String(value))}</${name}>`
  const children = Object.entries(value).map(([child, held]) => element(child, held))
  return `<${name}>${children.join('')}</${name}>`
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

function escapeText(text: string): string {
  return text
    .replace(forbiddenAll, '\ufffd')
    .replace(/[&<>\r]/g, (character) => escapes[character] ?? character)
}
