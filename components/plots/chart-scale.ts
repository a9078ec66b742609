export type Scale = { top: number; ticks: readonly number[] }

/** Round numbers from zero to at or above `max`, in at most `steps` steps; whole, since half a contact does not exist. */
export function scaleTo(max: number, steps: number): Scale {
  const rough = Math.max(1, max / steps)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5].find((each) => each * power >= rough) ?? 10) * power
  const count = Math.max(1, Math.ceil(max / step))
  return { top: count * step, ticks: Array.from({ length: count + 1 }, (_, at) => at * step) }
}

/** One scale for what goes up and what goes down: as many steps on each side as it needs, of one size. */
export function scaleAcross(up: number, down: number): { up: number; down: number } {
  const step = scaleTo(Math.max(up, down), 2).ticks[1] ?? 1
  const reach = (value: number) => Math.ceil(value / step) * step
  return { up: up + down === 0 ? 1 : reach(up), down: reach(down) }
}

/** Where labels stand along `count` places: the first, the last and evenly between them, five at most. */
export function labelledPlaces(count: number): number[] {
  const labels = Math.min(5, count)
  if (labels < 2) return [0]
  const places = Array.from({ length: labels }, (_, at) => Math.round((at * (count - 1)) / (labels - 1)))
  return [...new Set(places)]
}

const rounded = (value: number) => Math.round(value * 100) / 100

/** A line through the middle of each place, level to both edges, so that a single value is a line too. `x` is in places. */
export function linePath(values: readonly number[], top: number, height: number): string {
  const y = (value: number) => rounded(height - (value / top) * height)
  const points = values.map((value, at) => `L${at + 0.5} ${y(value)}`)
  return `M0 ${y(values[0] ?? 0)}${points.join('')}L${values.length} ${y(values.at(-1) ?? 0)}`
}

/** The same line, and what is under it. */
export function areaPath(values: readonly number[], top: number, height: number): string {
  return `${linePath(values, top, height)}V${height}H0Z`
}

/** Bars from `base`, upwards where `unit` (pixels for one) is positive, downwards where it is negative. */
export function barsPath(values: readonly number[], base: number, unit: number): string {
  const gap = values.length > 1 ? 0.15 : 0.4
  return values
    .map((value, at) => {
      if (value === 0) return ''
      // A contact among thousands still shows.
      const height = rounded(Math.sign(unit) * Math.max(1.5, Math.abs(value * unit)))
      return `M${at + gap} ${base}v${-height}h${rounded(1 - 2 * gap)}v${height}z`
    })
    .join('')
}
