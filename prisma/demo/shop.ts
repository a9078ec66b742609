/** The invented web shop of the demo: who its customers are, what they bought and when they visited. Always the same. */

export const customerCount = 25_000

/** Two years of the shop's life, in days. */
const shopDays = 730

export type Customer = {
  id: string
  firstName: string
  lastName: string
  email: string
  city: string
  gender: 'M' | 'F'
  /** ISO 8601. */
  birthdate: string
  /** Bits of the property `interests`. */
  interests: number[]
  newsletter: boolean
  /** The day of the shop's life on which the customer first came; likewise below. */
  firstDay: number
  orders: { day: number; euros: number }[]
  visits: number[]
}

const dayMs = 86_400_000

export const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)

/** The date of a day of the shop's life, whose last day is today. */
export const dateOf = (day: number) => isoDay(Date.now() - (shopDays - day) * dayMs)

// Numbers that look random and are the same everywhere (mulberry32).
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const firstNames =
  'Anna Bram Chloé Daan Emma Finn Grace Hugo Iris Jan Kemal Lotte Mehmet Nora Omar Pieter Quinn Roos Sem Tess Umut Vera Wout Xandra Yara Zoë'
const lastNames =
  'Bakker Çelik de Boer Dijkstra Garcia Hendriks Jansen Kaya Kowalski Martens Müller Nguyen Öztürk Peters Rossi Smit Visser Yılmaz Zhang'
const cities =
  'Amsterdam Antwerpen Arnhem Breda Brugge Brussel Den-Haag Eindhoven Gent Groningen Haarlem Leuven Maastricht Rotterdam Utrecht Zwolle'

/** What customers can be interested in; each its bit, from 1. */
export const interests = ['Garden', 'Kitchen', 'Travel', 'Children', 'Sports']

/** All customers, in the order of their ids. */
export function makeShop(): Customer[] {
  const random = seeded(1997)
  const aside = seeded(1998)
  const pick = (words: string) => {
    const all = words.split(' ')
    return (all[Math.floor(random() * all.length)] ?? '').replace('-', ' ')
  }
  return Array.from({ length: customerCount }, (_, n) => {
    const id = `shop-${String(n + 1).padStart(5, '0')}`
    const firstName = pick(firstNames)
    const lastName = pick(lastNames)
    const firstDay = Math.floor(random() * (shopDays - 10))
    // Some come back often and spend much, most hardly at all.
    const loyalty = random() ** 4
    const days = shopDays - firstDay
    const when = () => firstDay + Math.floor(random() ** (1 - loyalty / 2) * days)
    return {
      id,
      firstName,
      lastName,
      email: `${id}@customers.example`,
      city: pick(cities),
      gender: aside() < 0.5 ? 'F' : 'M',
      birthdate: isoDay(Date.UTC(1944, 0, 1) + Math.floor(aside() * 62 * 365) * dayMs),
      interests: interests.flatMap((_, at) => (aside() < 0.3 ? [at + 1] : [])),
      newsletter: random() < 0.55,
      firstDay,
      orders: Array.from({ length: Math.floor(random() * 2 + loyalty * 24) }, () => ({
        day: when(),
        euros: Math.round((8 + random() * 60 + loyalty * 140 * random()) * 100) / 100,
      })),
      visits: Array.from({ length: Math.floor(1 + random() * 4 + loyalty * 60) }, when),
    }
  })
}

/** The days of the shop's life on which it last sent its audiences: every week of the last twelve, up to today. */
export const sendingDays = Array.from({ length: 12 }, (_, week) => shopDays - (11 - week) * 7)
