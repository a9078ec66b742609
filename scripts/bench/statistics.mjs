// What is made of a handful of measurements on a machine that does other things too.

/** The middle value; of an even number, halfway between the two in the middle. */
export function median(values) {
  const numbers = sorted(values)
  const middle = numbers.length / 2
  if (!Number.isInteger(middle)) return numbers[Math.floor(middle)]
  return (numbers[middle - 1] + numbers[middle]) / 2
}

/** The median with the least and the greatest, so that one can see what the median is worth. */
export function spreadOf(values) {
  const numbers = sorted(values)
  return { median: median(numbers), min: numbers[0], max: numbers.at(-1) }
}

/** How many times as long ours took as theirs, pair by pair: each pair was measured under the same load. */
export function ratios(ours, theirs) {
  if (ours.length !== theirs.length) throw new Error('Each measurement of ours needs its counterpart.')
  return measured(ours.map((value, at) => value / theirs[at]))
}

const sorted = (values) => measured(values).toSorted((a, b) => a - b)

/** A measurement that went missing must not pass for a good one. */
function measured(values) {
  if (values.length === 0) throw new Error('Nothing was measured.')
  const strange = values.find((value) => !Number.isFinite(value) || value < 0)
  if (strange !== undefined) throw new Error(`${strange} is no measurement.`)
  return values
}
