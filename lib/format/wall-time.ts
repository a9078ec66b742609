const dayMs = 86_400_000

/** "2026-05-18T09:00": what a clock on the wall says somewhere, as date and time fields write it. */
export function wallTime(moment: Date, timeZone: string): string {
  // Swedish writes dates as ISO 8601 does.
  const written = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(moment)
  return written.replace(' ', 'T')
}

/**
 * The moment at which a clock somewhere says so: the first, of an hour that is there twice; of an hour that the clocks skip, as late
 * after it as it was meant after its beginning.
 */
export function momentAt(wall: string, timeZone: string): Date {
  const asUtc = Date.parse(`${wall}Z`)
  const offsetAt = (ms: number) => Date.parse(`${wallTime(new Date(ms), timeZone)}Z`) - ms
  const [first, second] = [asUtc - offsetAt(asUtc - dayMs), asUtc - offsetAt(asUtc + dayMs)]
  const fits = [Math.min(first, second), Math.max(first, second)].find(
    (ms) => wallTime(new Date(ms), timeZone) === wall,
  )
  return new Date(fits ?? first)
}
