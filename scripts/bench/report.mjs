// The rows of the bench: whether each is met, and how they are shown.

/** @typedef {{ median: number, min: number, max: number }} Spread */

/**
 * One row of the table. `unit` is ×, ms, MB or /s; a rate is to be at least the limit, everything else at most.
 * @param {{ name: string, spread: Spread, limit: number, unit: string, notes?: string }} row
 */
export function judged({ name, spread, limit, unit, notes = '' }) {
  if (!Number.isFinite(spread.median)) throw new Error(`${name}: ${spread.median} is no measurement.`)
  const met = unit === '/s' ? spread.median >= limit : spread.median <= limit
  return { name, spread, limit, unit, notes, met }
}

/** For programs; `value` and `limit` in the unit that the name ends with. */
export function toJson(rows) {
  if (rows.length === 0) throw new Error('Nothing was measured.')
  const shaped = rows.map(({ name, spread, limit, unit, met }) => {
    return { name: `${name} (${unit})`, value: rounded(spread.median), limit, met }
  })
  return JSON.stringify({ rows: shaped })
}

/** For people, as the Markdown that docs/performance.md shows. */
export function toTable(rows) {
  const cells = rows.map(({ name, spread, limit, unit, notes, met }) => [
    name,
    `${shown(spread.median)} ${unit}`,
    `${shown(spread.min)}–${shown(spread.max)}`,
    `${unit === '/s' ? '≥' : '≤'} ${limit} ${unit}`,
    met ? 'yes' : 'NO',
    notes,
  ])
  const header = ['work', 'median', 'min–max', 'limit', 'met', 'what it is made of']
  const all = [header, ...cells]
  const widths = header.map((_, column) => Math.max(3, ...all.map((row) => row[column].length)))
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)].join('\n')
}

/** Three significant digits, but never fewer than the whole number has. */
function shown(value) {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  return value.toFixed(digits)
}

const rounded = (value) => Math.round(value * 1000) / 1000
