import type { Property, PropertyType, PropertyValue } from '../schema'
import { readEmail } from './email'

/** A value in the form it is kept in, or what is wrong with it. */
export type Reading = { value: PropertyValue } | { problem: string }

type Reader = (given: string, now: Date) => PropertyValue | undefined

const textMax = 4_000

const readers: Record<Exclude<PropertyType, 'set'>, { read: Reader; wanted: string }> = {
  string: { read: readText, wanted: `text of at most ${textMax} characters without control characters` },
  int: { read: readInt, wanted: 'a whole number' },
  money: { read: readMoney, wanted: 'an amount with at most two decimals, such as 12.50' },
  date: { read: readDate, wanted: 'a date such as 2026-11-23' },
  dateTime: { read: readDateTime, wanted: 'a moment such as 2026-11-23T09:00:00Z' },
  birthdate: { read: readBirthdate, wanted: 'a date such as 1987-11-23, not in the future' },
  email: { read: readEmail, wanted: 'an e-mail address' },
  gender: { read: readGender, wanted: 'M, F, X (other) or U (unknown)' },
  mobNr: { read: readPhone, wanted: 'a telephone number such as +31612345678' },
  postcode: { read: readPostcode, wanted: 'a postcode' },
}

/** Reads a value leniently, numbers as text and text as numbers; never call it with one that `isCleared`. */
export function readValue(property: Property, given: unknown, now: Date): Reading {
  if (property.type === 'set') return readSet(property, given)
  const { read, wanted } = readers[property.type]
  const text = asText(given)
  const value = text === undefined ? undefined : read(text, now)
  return value === undefined ? { problem: `${property.name} must be ${wanted}.` } : { value }
}

/** null and empty text say that there is no value. */
export function isCleared(given: unknown): boolean {
  return given === null || (typeof given === 'string' && given.trim() === '')
}

function asText(given: unknown): string | undefined {
  if (typeof given === 'string') return given.length <= 65_536 ? given : undefined
  if (typeof given === 'number' || typeof given === 'boolean') return String(given)
  return undefined
}

function readText(given: string): string | undefined {
  if (given.length > textMax || !given.isWellFormed()) return undefined
  return /[^\P{Cc}\t\r\n]/u.test(given) ? undefined : given
}

function readInt(given: string): number | undefined {
  const value = /^\s*[+-]?\d{1,16}\s*$/.test(given) ? Number(given) : Number.NaN
  return Number.isSafeInteger(value) ? value + 0 : undefined
}

function readMoney(given: string): number | undefined {
  // A decimal comma is what much of Europe writes; thousands separators would make it ambiguous.
  const match = /^\s*([+-]?\d{1,12})(?:[.,](\d{1,2}))?\s*$/.exec(given)
  return match ? Number(`${match[1]}.${match[2] ?? '0'}`) + 0 : undefined
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/

/** undefined for a day the calendar does not have. */
function readDay(text: string): string | undefined {
  const [, year, month, day] = isoDate.exec(text) ?? []
  if (year === undefined || Number(year) < 1) return undefined
  const date = new Date(`${text}T00:00:00Z`)
  const exists = !Number.isNaN(date.getTime()) && date.getUTCDate() === Number(day)
  return exists && date.getUTCMonth() + 1 === Number(month) ? text : undefined
}

function readDate(given: string): string | undefined {
  const text = given.trim()
  if (isoDate.test(text)) return readDay(text)
  // A moment is read as its own calendar shows it, whatever its offset.
  const ofMoment = readDateTime(text) === undefined ? undefined : text.slice(0, 10)
  return /^-?\d+$/.test(text) ? readDateTime(text)?.slice(0, 10) : ofMoment
}

const isoMoment = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?$/i

/** Without an offset a moment counts as UTC; a number is milliseconds since 1970. */
export function readDateTime(given: string): string | undefined {
  const text = given.trim()
  if (/^-?\d{9,15}$/.test(text)) return isoOf(new Date(Number(text)))
  if (isoDate.test(text)) return readDay(text) && `${text}T00:00:00.000Z`
  const [, day, time, offset = 'Z'] = isoMoment.exec(text) ?? []
  if (day === undefined || time === undefined || readDay(day) === undefined) return undefined
  const zone = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase()
  return isoOf(new Date(`${day}T${time.replace(',', '.')}${zone}`))
}

function isoOf(date: Date): string | undefined {
  if (Number.isNaN(date.getTime())) return undefined
  const text = date.toISOString()
  return /^\d{4}-/.test(text) && !text.startsWith('0000') ? text : undefined
}

function readBirthdate(given: string, now: Date): string | undefined {
  const day = readDate(given)
  return day !== undefined && day >= '1850-01-01' && day <= now.toISOString().slice(0, 10) ? day : undefined
}

const genders: Record<string, string> = {
  m: 'M',
  male: 'M',
  man: 'M',
  f: 'F',
  female: 'F',
  woman: 'F',
  v: 'F',
  vrouw: 'F',
  x: 'X',
  other: 'X',
  u: 'U',
  unknown: 'U',
}

function readGender(given: string): string | undefined {
  const text = given.trim().toLowerCase()
  return Object.hasOwn(genders, text) ? genders[text] : undefined
}

function readPhone(given: string): string | undefined {
  const digits = given
    .trim()
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+')
  return /^\+?\d{6,15}$/.test(digits) ? digits : undefined
}

function readPostcode(given: string): string | undefined {
  const text = given.trim().toUpperCase().replace(/\s+/g, ' ')
  if (!/^[\p{L}\p{N}][\p{L}\p{N} -]{1,11}$/u.test(text)) return undefined
  // The Dutch write theirs with and without the space; one form makes them comparable.
  return text.replace(/^(\d{4}) ?([A-Z]{2})$/, '$1 $2')
}

/** The bits a client names, on or off: `[1, 3]`, `["1"]`, `[{bit: 1, enabled: true}]`, `"1;3"`, or one such without a list. */
export function readBits(given: unknown): Map<number, boolean> | undefined {
  const items = typeof given === 'string' ? given.split(/[\s;,|]+/).filter(Boolean) : [given].flat(1)
  const bits = new Map<number, boolean>()
  for (const item of items) {
    const bit = readBit(item)
    if (bit === undefined) return undefined
    bits.set(...bit)
  }
  return bits
}

function readBit(item: unknown): [bit: number, on: boolean] | undefined {
  if (typeof item !== 'object' || item === null) {
    const bit = Number(asText(item) || Number.NaN)
    return Number.isInteger(bit) ? [bit, true] : undefined
  }
  const { bit, enabled, granted } = item as { bit?: unknown; enabled?: unknown; granted?: unknown }
  const number = Number(asText(bit) || Number.NaN)
  const on = readFlag(enabled ?? granted ?? true)
  return Number.isInteger(number) && on !== undefined ? [number, on] : undefined
}

/** true, 1, "true" and "1"; likewise false. */
export function readFlag(given: unknown): boolean | undefined {
  const text = asText(given)?.trim().toLowerCase()
  if (text === 'true' || text === '1') return true
  return text === 'false' || text === '0' ? false : undefined
}

function readSet({ name, entries }: Property, given: unknown): Reading {
  const bits = readBits(given)
  if (!bits) return { problem: `${name} must be a list of {"bit", "enabled"}.` }
  const unknown = [...bits.keys()].find((bit) => !entries.some((entry) => entry.bit === bit))
  if (unknown !== undefined) return { problem: `${name} has no bit ${unknown}.` }
  return { value: [...bits].flatMap(([bit, on]) => (on ? [bit] : [])).sort((a, b) => a - b) }
}
