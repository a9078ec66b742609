import { formatNoun } from './counts'

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour

/** How long something took: "430 ms", "2.4 s", "3 min 5 s", "2 h 10 min", "4 d 3 h". */
export function formatDuration(ms: number) {
  const took = Math.max(0, ms)
  if (Math.round(took) < second) return `${Math.round(took)} ms`
  if (took < 9.95 * second) return `${(took / second).toFixed(1)} s`
  // Rounded first, so that 59.7 s becomes 1 min and never "60 s".
  const rounded = Math.round(took / second) * second
  if (rounded < minute) return `${rounded / second} s`
  if (rounded < hour) return twoParts(rounded, minute, 'min', second, 's')
  if (rounded < day) return twoParts(rounded, hour, 'h', minute, 'min')
  return twoParts(rounded, day, 'd', hour, 'h')
}

/** How often something is expected: "Every day", "Every 6 hours", "Every 90 minutes". */
export function formatEvery(minutes: number) {
  const units = [
    { unit: 'day', inMinutes: 1440 },
    { unit: 'hour', inMinutes: 60 },
  ]
  const whole = units.find(({ inMinutes }) => minutes % inMinutes === 0)
  const [count, unit] = whole ? [minutes / whole.inMinutes, whole.unit] : [minutes, 'minute']
  return count === 1 ? `Every ${unit}` : `Every ${formatNoun(count, unit)}`
}

function twoParts(ms: number, large: number, largeUnit: string, small: number, smallUnit: string) {
  const rest = Math.floor((ms % large) / small)
  const first = `${Math.floor(ms / large)} ${largeUnit}`
  return rest === 0 ? first : `${first} ${rest} ${smallUnit}`
}
